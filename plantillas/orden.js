"use strict";
/* Tables whose headings sort their rows. Without this script the rows keep the order of the page. */
(() => {
  const words = new Intl.Collator("es", { numeric: true, sensitivity: "base" });

  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.order ?? cell.textContent.trim();
  };

  function compare(one, other) {
    const [first, second] = [Number(one), Number(other)];
    const areNumbers = one !== "" && other !== "" && !Number.isNaN(first) && !Number.isNaN(second);
    return areNumbers ? first - second : words.compare(one, other);
  }

  function sort(table, column, falls) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    rows.sort((one, other) => compare(valueOf(one, column), valueOf(other, column)) * (falls ? -1 : 1));
    body.append(...rows);
  }

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const headings = Array.from(table.tHead.rows[0].cells);
    headings.forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sorts";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const falls = heading.getAttribute("aria-sort") === "ascending";
        for (const other of headings) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", falls ? "descending" : "ascending");
        sort(table, column, falls);
      });
    });
  }
})();
