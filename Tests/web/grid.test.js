// @ts-check
// What leaves a table of the page.
import { sheetOf, shown } from "../../Web/app/parts/sheet.js";
import { csv } from "../../Web/app/pages/draw/saving.js";
import { areaOf } from "../../Web/app/format.js";

/** @param {unknown} found @param {unknown} wanted */
function equal(found, wanted) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

Deno.test("a workbook gets numbers as they are, and nothing for what is missing", () => {
  const columns = /** @type {import("../../Web/app/parts/sheet.js").GridColumn[]} */ ([
    { name: "id", title: "编号" }, { name: "area", title: "亩", form: "two" },
  ]);
  equal(sheetOf("图".repeat(120), columns, [{ id: "A", area: 1 / 3 }, { area: null }]), {
    title: "图".repeat(100),
    columns: [{ title: "编号", form: "text" }, { title: "亩", form: "two" }],
    rows: [["A", 1 / 3], [null, null]],
  });
});

Deno.test("a filter looks for a number as it is shown", () => {
  equal([shown(1234.5, "two"), shown(0.256, "percent"), shown(null, "two"), shown(7, "whole")], [
    "1,234.50", "25.60%", "", "7",
  ]);
});

Deno.test("no cell of a CSV file is taken for a formula", () => {
  equal(csv([["=1+1", "-5", "a,b", 'q"']]), "\ufeff'=1+1,-5,\"a,b\",\"q\"\"\"\r\n");
});

Deno.test("an area of a mu is 666.67 square metres", () => {
  equal(Math.abs(areaOf(66_667, "mu") - 1) < 1e-5, true);
});
