// The theme button is disabled in the HTML and enabled by an update after the document was hydrated. React leaves its
// properties on every element that it has taken over.
(() => {
  const taken = (element) => Object.keys(element).some((key) => key.startsWith("__reactProps$"));
  const button = document.querySelector("header button");
  const main = document.querySelector("main");
  return document.readyState === "complete" && button !== null && !button.disabled && main !== null && taken(main);
})()
