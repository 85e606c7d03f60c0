// @ts-check
// What leaves a table of the page.
import { sheetOf, shown } from "../../Web/app/parts/sheet.js";
import { gridOf, numberOf } from "../../Web/app/parts/rowsOfTable.js";
import { csv } from "../../Web/app/pages/draw/saving.js";
import { areaOf } from "../../Web/app/format.js";
import { hundredths, WrongNumber } from "../../Web/app/pages/quota/numbers.js";

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

Deno.test("money is read to the last 分, and a comma that groups no thousands is refused", () => {
  equal(["", "12", "12.5", "-0.07", " 1,234,567.89 "].map((text) => hundredths(text, "amount")), [
    0, 1200, 1250, -7, 123_456_789,
  ]);
  for (const text of ["1,5", "12,34.00", "1,234,5", "0.001", "1e3", "一", "1，5"]) {
    try {
      hundredths(text, "amount");
    } catch (error) {
      if (error instanceof WrongNumber && error.field === "amount") continue;
    }
    throw new Error(`${text} was read`);
  }
});

Deno.test("a table of the page becomes a grid: numbers with their unit, groups, and nothing where nothing is", () => {
  const made = gridOf(["项目", "类", "面积", "占比", "备注", ""], [
    ["A1", "农用地", "1,234.50 亩", "12%", "3 处", ""],
    ["A2", "农用地", "−3.25 亩", "8%", "–", ""],
    ["A3", "村庄", "—", "0%", "见图", ""],
    ["A4", "村庄", "+2 亩", "80%", "", ""],
  ]);
  equal(made.columns, [
    { name: "c0", title: "项目", form: "text" },
    { name: "c1", title: "类", form: "text", isGroup: true },
    { name: "c2", title: "面积 (亩)", form: "two" },
    { name: "c3", title: "占比 (%)", form: "whole" },
    { name: "c4", title: "备注", form: "text" },
  ]);
  equal(made.rows[1], { c0: "A2", c1: "农用地", c2: -3.25, c3: 8, c4: null });
  equal(made.rows[2].c2, null);
  equal([numberOf("12.5 万元"), numberOf("2023-05"), numberOf("A1"), numberOf("7／10")], [
    { value: 12.5, unit: "万元" }, null, null, null,
  ]);
  // A class code is no number.
  equal([numberOf("0602"), numberOf("0.5 亩"), numberOf("0")], [
    null, { value: 0.5, unit: "亩" }, { value: 0, unit: "" },
  ]);
});

Deno.test("a column of years is no column of numbers", () => {
  const made = gridOf(["年底", "块"], [["2025", "2,025"], ["2026", "1,999"]]);
  equal(made.columns.map((one) => one.form), ["text", "whole"]);
  equal(made.rows[1], { c0: "2026", c1: 1999 });
});

Deno.test("codes of areas are no amounts, also where some of them are short", () => {
  const made = gridOf(["区划代码"], [["33"], ["330114"], ["330114100"]]);
  equal(made.columns[0].form, "text");
  equal(made.rows[1], { c0: "330114" });
});
