// Before the page is painted: scripts are there, and the reader's choice of light or dark.
"use strict";
document.documentElement.classList.add("js");
try {
  const chosen = localStorage.getItem("standoff-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* storage is off: the system's setting holds */ }
