// The dev server's part in the browser: it reloads the page or swaps style sheets after a build, and shows errors. It is a
// classic script, loaded async from <head>; its own URL says which page this is and which updates it was rendered with.
(() => {
  "use strict";

  const own = new URL(document.currentScript.src);
  const boot = own.searchParams.get("boot");
  const page = own.searchParams.get("page");
  let seq = Number(own.searchParams.get("seq"));

  const styleText = `
    :host { all: initial; position: fixed; inset: 0; z-index: 2147483647; }
    .backdrop { position: absolute; inset: 0; background: rgb(0 0 0 / 55%); }
    .panel { position: absolute; inset: 4vh max(3vw, calc(50vw - 34rem)) auto; max-height: 92vh; overflow: auto; box-sizing: border-box;
      padding: 1.25rem 1.5rem; border-top: 6px solid #e5484d; border-radius: 8px; background: #18191b; color: #edeef0;
      font: 14px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; box-shadow: 0 12px 48px rgb(0 0 0 / 50%); }
    h1 { margin: 0 2rem .75rem 0; font-size: 16px; color: #ff9592; }
    button { position: absolute; top: .75rem; right: 1rem; border: 0; background: none; color: #b0b4ba; font: inherit; font-size: 20px; cursor: pointer; }
    section { border-top: 1px solid #363a3f; padding: .75rem 0; }
    p { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    .place { color: #70b8ff; }
    .note, .hint { color: #b0b4ba; }
    pre { margin: .5rem 0; padding: .75rem; overflow: auto; border-radius: 6px; background: #111113; white-space: pre; }
    .stack { color: #b0b4ba; }
    .row { display: inline-block; min-width: 100%; }
    .row.marked { background: rgb(229 72 77 / 18%); }
    .number { color: #696e77; user-select: none; }
    mark { background: none; color: #ff9592; text-decoration: underline wavy; }
  `;

  class ErrorOverlay extends HTMLElement {
    #root = this.attachShadow({ mode: "open" });
    #onKey = (event) => {
      if (event.key === "Escape") this.remove();
    };

    connectedCallback() {
      addEventListener("keydown", this.#onKey, true);
    }

    disconnectedCallback() {
      removeEventListener("keydown", this.#onKey, true);
    }

    /** Shows a failure: { title, problems: [{ message, place, frame, stack, notes }] }. Only a frame is HTML, escaped by the server. */
    show(failure) {
      const panel = element("div", "panel");
      panel.setAttribute("role", "alertdialog");
      panel.setAttribute("aria-label", failure.title);
      const close = element("button", "", "×");
      close.title = "Close (Esc)";
      close.addEventListener("click", () => this.remove());
      panel.append(close, element("h1", "", failure.title));
      for (const problem of failure.problems) panel.append(section(problem));
      panel.append(element("p", "hint", "Esc closes this. It goes away by itself when the error is fixed."));
      const backdrop = element("div", "backdrop");
      backdrop.addEventListener("click", () => this.remove());
      const style = element("style", "", styleText);
      this.#root.replaceChildren(style, backdrop, panel);
    }
  }

  customElements.define("ssr-error-overlay", ErrorOverlay);

  function section(problem) {
    const box = element("section");
    box.append(element("p", "message", problem.message));
    if (problem.place) box.append(element("p", "place", problem.place));
    if (problem.frame) box.append(...new DOMParser().parseFromString(problem.frame, "text/html").body.childNodes);
    if (problem.stack) box.append(element("pre", "stack", problem.stack));
    for (const note of problem.notes ?? []) box.append(element("p", "note", note));
    return box;
  }

  function element(name, className = "", text = "") {
    const e = document.createElement(name);
    if (className) e.className = className;
    e.textContent = text;
    return e;
  }

  let overlay = null;

  function show(failure) {
    overlay ??= document.createElement("ssr-error-overlay");
    overlay.show(failure);
    // Outside of <body>, which React may own.
    if (!overlay.isConnected) document.documentElement.append(overlay);
  }

  /** Puts new style sheets in the place of old ones; the old one goes when the new one has arrived, so that nothing flashes. */
  function swapStyles(styles) {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const to = styles[new URL(link.href).pathname] ?? styles[link.href];
      if (!to) continue;
      const next = link.cloneNode();
      next.href = to;
      next.addEventListener("load", () => link.remove());
      next.addEventListener("error", () => next.remove());
      link.after(next);
    }
  }

  function receive(message) {
    seq = message.seq;
    switch (message.type) {
      case "reload":
        leaving = true;
        location.reload();
        break;
      case "styles":
        swapStyles(message.styles);
        break;
      case "error":
        show(message.error);
        break;
      case "ok":
        overlay?.remove();
        break;
    }
  }

  let delay = 50;
  let leaving = false;

  function connect() {
    const url = new URL("live", own);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.search = new URLSearchParams({ boot, page, seq: String(seq) }).toString();
    const socket = new WebSocket(url);
    socket.addEventListener("open", () => {
      delay = 50;
    });
    socket.addEventListener("message", (event) => receive(JSON.parse(event.data)));
    socket.addEventListener("close", () => {
      if (leaving) return;
      setTimeout(connect, delay);
      delay = Math.min(delay * 2, 2000);
    });
  }

  addEventListener("pagehide", () => {
    leaving = true;
  });
  // A page that comes back from the browser's cache has lost its socket.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = false;
    connect();
  });
  connect();
})();
