"""Running the dashboard for others: images, proxy, service, and the packages it is made of."""
