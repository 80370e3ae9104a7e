/* The keys of the pages, and what a device tells them. Each presses what is on the page anyway. */
(() => {
  if (window.reciprocityKeys) return;
  window.reciprocityKeys = true;
  const SKIP = "[data-testid=stSkipToContent]";
  const PAGES = ".st-key-header [data-testid=stPageLink] a";
  const press = (selector, place = 0) => {
    const found = document.querySelectorAll(selector)[place];
    if (found) found.click();
    return Boolean(found);
  };
  const WALK = {
    ArrowRight: "forward", PageDown: "forward", ArrowLeft: "back", PageUp: "back", Escape: "leave",
  };

  document.addEventListener("keydown", (event) => {
    let done = false;
    if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey) {
      // The place of the key, not its letter: a Korean keyboard writes others.
      const digit = /^Digit([1-9])$/.exec(event.code);
      if (digit) done = press(PAGES, Number(digit[1]) - 1);
      else if (event.code === "KeyL") {
        done = press(".st-key-language [role=radio]:not([aria-checked=true])");
      } else if (event.code === "KeyP") done = press(".st-key-present button");
    } else if (!event.altKey && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      const way = WALK[event.key];
      if (way) done = press(`.st-key-walk_${way} button`);
    }
    if (done) event.preventDefault();
  });

  // Streamlit's own link leads to its header once more: it is to lead to the title.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(SKIP)) return;
    event.preventDefault();
    event.stopPropagation();
    const title = document.querySelector("h1");
    if (!title) return;
    title.tabIndex = -1;
    title.focus();
    title.scrollIntoView();
  }, true);

  // Streamlit follows a device into the dark by itself; charts are drawn in colours of the server.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    setTimeout(() => press(".st-key-redraw button"), 200);
  });

  // How wide each chart was drawn, for the sheet it has to fit on.
  window.addEventListener("beforeprint", () => {
    for (const chart of document.querySelectorAll("[data-testid=stPlotlyChart]")) {
      chart.style.setProperty("--drawn", `${chart.getBoundingClientRect().width}px`);
    }
  });
})();
