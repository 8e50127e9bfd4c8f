// On every page: light and dark, copying a citation, the key to search.
"use strict";
// Where data files put what they bring: they are scripts, since nothing else can be loaded from file://.
var STANDOFF = {};
STANDOFF.load = (address) => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = document.body.dataset.root + address;
  script.onload = resolve;
  script.onerror = () => reject(new Error(`${address} cannot be read`));
  document.head.append(script);
});
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (text) => { document.getElementById("said").textContent = text; };

  const current = document.querySelector("nav [aria-current]"), bar = current?.closest("ul");
  if (bar && bar.scrollWidth > bar.clientWidth) bar.scrollLeft = current.offsetLeft - bar.clientWidth / 2 + current.offsetWidth / 2;

  document.getElementById("theme")?.addEventListener("click", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("standoff-theme", next); } catch { /* not kept, still shown */ }
    document.dispatchEvent(new Event("standoff-theme"));
  });

  function copyText(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).catch(() => copyByHand(text));
    }
    return Promise.resolve(copyByHand(text));
  }
  function copyByHand(text) {
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "hidden";
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const { id, text } = button.dataset, cite = document.body.dataset.cite;
    copyText(id ? `“${text}” ${id}, in ${cite}` : cite).then(() => {
      const old = button.textContent;
      button.textContent = "Copied";
      say("Citation copied");
      setTimeout(() => { button.textContent = old; }, 1500);
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    (document.getElementById("q") || document.getElementById("quick")).focus();
  });
})();
