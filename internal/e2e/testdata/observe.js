function (selectors) {
  window.observed = {};
  const look = () => {
    for (const [name, selector] of Object.entries(selectors)) {
      const element = document.querySelector(selector);
      // What has streamed in waits in a hidden container until React puts it into its place.
      if (!(name in window.observed) && element !== null && element.closest("[hidden]") === null) {
        window.observed[name] = performance.now();
      }
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
}
