/** Keeps the items that contain every word of the search, and shows their number. Without a script the page has no search. */
export const REFERENCE_SCRIPT = `(() => {
  "use strict";
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const articles = [...document.querySelectorAll("article[data-words]")];
  const entryOf = new Map([...document.querySelectorAll("nav li a")].map((a) => [a.hash.slice(1), a.parentElement]));
  search.hidden = false;
  const filter = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const article of articles) {
      const isShown = words.every((word) => article.dataset.words.includes(word));
      article.hidden = !isShown;
      entryOf.get(article.id).hidden = !isShown;
      shown += isShown;
    }
    for (const group of document.querySelectorAll("[data-group]"))
      group.hidden = [...group.querySelectorAll("[data-item]")].every((item) => item.hidden);
    count.textContent = words.length === 0 ? "" : shown + " of " + articles.length;
  };
  search.addEventListener("input", filter);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || document.activeElement === search) return;
    event.preventDefault();
    search.focus();
  });
})();
`;
