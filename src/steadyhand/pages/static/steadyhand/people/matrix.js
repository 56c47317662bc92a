/* The matrix by keyboard: one stop for Tab, arrows go from cell to cell, Home and End along a row. */
(function () {
  "use strict";

  document.querySelectorAll("[data-matrix]").forEach(function (matrix) {
    const rows = Array.from(matrix.querySelectorAll("tbody tr"), function (row) {
      return Array.from(row.querySelectorAll("td"));
    });
    if (!rows.length || !rows[0].length) {
      return;
    }
    rows[0][0].tabIndex = 0;

    function go(from, row, column) {
      const cells = rows[Math.min(Math.max(row, 0), rows.length - 1)];
      const to = cells[Math.min(Math.max(column, 0), cells.length - 1)];
      from.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
      to.scrollIntoView({ block: "nearest", inline: "nearest" });
    }

    matrix.addEventListener("keydown", function (event) {
      const cell = event.target.closest("td");
      if (!cell || event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      const row = rows.findIndex(function (cells) {
        return cells.includes(cell);
      });
      if (row < 0) {
        return;
      }
      const column = rows[row].indexOf(cell);
      const steps = {
        ArrowUp: [row - 1, column],
        ArrowDown: [row + 1, column],
        ArrowLeft: [row, column - 1],
        ArrowRight: [row, column + 1],
        Home: [row, 0],
        End: [row, rows[row].length - 1],
      };
      const step = steps[event.key];
      if (step) {
        event.preventDefault();
        go(cell, step[0], step[1]);
      }
    });
  });
})();
