// Tables that sort and lists that filter, always as a whole: of a list on several pages the other rows are fetched first.
"use strict";
(() => {
  const STEP = 200;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (text) => { document.getElementById("said").textContent = text; };

  class List {
    constructor(box) {
      this.box = box;
      this.table = box.tagName === "TBODY" ? box.closest("table") : null;
      this.form = box.id ? document.querySelector(`form[data-filter="${box.id}"]`) : null;
      this.output = this.form?.querySelector("output");
      this.pager = box.id ? document.querySelector(`[data-pager="${box.id}"]`) : null;
      this.first = [...box.childNodes];
      this.rows = null;
      this.order = null;
      this.shown = 0;
      this.turn = 0;
      if (this.table?.matches("[data-sort]")) this.headSorts();
      if (this.form) {
        this.form.addEventListener("input", () => { this.address(); this.apply(); });
        this.form.addEventListener("submit", (event) => { event.preventDefault(); this.apply(); });
        // Going back, browsers fill some fields again, and not all: the address knows every one.
        addEventListener("pageshow", () => { this.fill(); if (this.wanted().some) this.apply(); });
      }
    }

    // Rows as the same templates made them, on this page or in the data files: every word is escaped there.
    async whole() {
      if (this.rows) return;
      const rows = [], { pieces, count } = this.box.dataset;
      if (pieces) {
        for (let n = 1; n <= Number(count); n += 1) {
          if (this.output) this.output.textContent = `Reading part ${n} of ${count} …`;
          await STANDOFF.load(`${pieces}--${n}.js`);
          const name = `${pieces.replace("data/lists/", "")}--${n}`, kept = STANDOFF[name];
          delete STANDOFF[name];
          const read = new DOMParser().parseFromString(this.table ? `<table><tbody>${kept}</tbody></table>` : `<ul>${kept}</ul>`, "text/html");
          rows.push(...read.querySelector(this.table ? "tbody" : "ul").children);
        }
      } else rows.push(...this.box.children);
      this.rows = rows.filter((node) => !node.matches(".group")).map((node) => ({ node, text: node.textContent.toLowerCase() }));
    }

    // A filtered list can be linked, and stands again when a reader comes back to it.
    address() {
      const query = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value));
      history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    }
    fill() {
      const given = new URLSearchParams(location.search);
      for (const field of this.form.elements) {
        const value = given.get(field.name) ?? "";
        if (field.type === "checkbox") field.checked = value === field.value;
        else if (field.name) field.value = value;
        if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
      }
    }

    wanted() {
      const given = Object.fromEntries(this.form ? new FormData(this.form) : []);
      const words = String(given.words || "").toLowerCase().split(/\s+/).filter(Boolean);
      const fields = Object.entries(given).filter(([name, value]) => name !== "words" && value);
      return { words, fields, some: words.length + fields.length > 0 };
    }

    async apply() {
      const turn = this.turn += 1, { words, fields, some } = this.wanted();
      try {
        await this.whole();
      } catch (error) {
        if (this.output) this.output.textContent = `Only this page can be searched: ${error.message}.`;
        return;
      }
      if (turn !== this.turn) return;
      if (!some && !this.order) { this.restore(); return; }
      this.found = this.rows.filter(({ node, text }) => words.every((word) => text.includes(word)) &&
        fields.every(([name, value]) => node.dataset[name] === value));
      if (this.order) this.sort();
      if (this.pager) {
        this.shown = 0;
        this.box.replaceChildren();
        this.grow();
        this.pager.hidden = true;
      } else this.hide();
      if (this.output) this.output.textContent = some ? this.told() : "";
    }
    told() {
      const n = (count) => count.toLocaleString("en");
      return this.found.length ? `${n(this.found.length)} of ${n(this.rows.length)}` : `None of ${n(this.rows.length)} fits: use fewer words or another choice.`;
    }

    // A list on one page stays where it is: other parts of the page lead to its rows.
    hide() {
      const fits = new Set(this.found);
      for (const row of this.rows) row.node.hidden = !fits.has(row);
      if (this.order) this.box.append(...this.found.map(({ node }) => node));
      let head = null;
      for (const node of this.box.children) {
        if (node.matches(".group")) { head = node; head.hidden = true; } else if (head && !node.hidden) head.hidden = false;
      }
    }

    // What the page came with: its own rows, the heads of its groups, the pages below.
    restore() {
      if (this.pager) {
        this.box.replaceChildren(...this.first);
        this.more?.remove();
        this.pager.hidden = false;
      } else for (const node of this.box.children) node.hidden = false;
      if (this.output) this.output.textContent = "";
    }

    grow() {
      const from = this.shown;
      this.shown = Math.min(this.found.length, from + STEP);
      this.box.append(...this.found.slice(from, this.shown).map(({ node }) => node));
      if (this.shown < this.found.length) {
        if (!this.more) {
          this.more = document.createElement("button");
          this.more.type = "button";
          this.more.className = "more";
          this.more.textContent = "Show more";
          this.more.addEventListener("click", () => {
            const at = this.shown;
            this.grow();
            this.found[at].node.querySelector("a")?.focus();
          });
        }
        (this.table?.closest(".scroll") || this.box).after(this.more);
      } else this.more?.remove();
    }

    headSorts() {
      all("thead th", this.table).forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "sort";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => this.sortBy(column, head));
      });
    }
    sortBy(column, head) {
      const falling = head.getAttribute("aria-sort") === "ascending" ||
        (!head.hasAttribute("aria-sort") && head.classList.contains("num"));
      this.order = { column, falling, number: head.classList.contains("num") };
      all("th[aria-sort]", this.table).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      say(`Sorted by ${head.textContent.trim()}, ${falling ? "descending" : "ascending"}`);
      this.apply();
    }
    sort() {
      const { column, falling, number } = this.order;
      const key = ({ node }) => {
        const cell = node.cells[column], text = cell.dataset.key ?? cell.textContent.trim();
        return number ? Number.parseFloat(text.replace(/,/g, "")) || 0 : text.toLowerCase();
      };
      const keyed = this.found.map((row) => [key(row), row]);
      keyed.sort(([a], [b]) => (number ? a - b : a < b ? -1 : a > b ? 1 : 0) * (falling ? -1 : 1));
      this.found = keyed.map(([, row]) => row);
    }
  }

  for (const box of new Set([...all("[data-listed]"), ...all("table[data-sort] > tbody")])) new List(box);
})();
