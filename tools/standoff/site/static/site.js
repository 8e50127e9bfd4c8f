// On every page: light and dark, copying a citation, tables that sort, lists that filter.
"use strict";
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

  for (const table of all("table[data-sort]")) {
    all("thead th", table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, column, head));
    });
  }
  function sort(table, column, head) {
    const falling = head.getAttribute("aria-sort") === "ascending" ||
      (!head.hasAttribute("aria-sort") && head.classList.contains("num"));
    const body = table.tBodies[0], number = head.classList.contains("num");
    const key = (row) => {
      const cell = row.cells[column], text = cell.dataset.key ?? cell.textContent.trim();
      return number ? Number.parseFloat(text.replace(/,/g, "")) || 0 : text.toLowerCase();
    };
    const rows = [...body.rows].map((row) => [key(row), row]);
    rows.sort(([a], [b]) => (number ? a - b : a < b ? -1 : a > b ? 1 : 0) * (falling ? -1 : 1));
    body.append(...rows.map(([, row]) => row));
    all("th[aria-sort]", table).forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    say(`Sorted by ${head.textContent.trim()}, ${falling ? "descending" : "ascending"}`);
  }

  for (const form of all("form[data-filter]")) {
    const scope = form.closest("section, main");
    const items = () => all(".filtered .brief, .filtered tbody tr, .cards .card", scope).filter((item) =>
      !form.closest("section") || form.closest("section").contains(item));
    const apply = () => {
      const wanted = new FormData(form);
      const words = String(wanted.get("words") || "").toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      const list = items();
      for (const item of list) {
        const text = item.textContent.toLowerCase();
        const kind = wanted.get("kind"), stance = wanted.get("stance");
        const fits = words.every((word) => text.includes(word)) &&
          (!kind || (item.dataset.kind || item.querySelector(".kind")?.textContent) === kind) &&
          (!stance || item.dataset.stance === stance || !!item.querySelector(`.tags .st-${stance}`)) &&
          (!wanted.get("type") || item.dataset.type === wanted.get("type")) &&
          ["contested", "across"].every((name) => !wanted.get(name) || item.dataset[name] === wanted.get(name));
        item.hidden = !fits;
        shown += fits;
      }
      form.querySelector("output").textContent =
        shown === list.length ? "" : `${shown.toLocaleString("en")} of ${list.length.toLocaleString("en")}`;
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    (document.getElementById("q") || document.getElementById("quick")).focus();
  });
})();
