// @ts-check
/**
 * What the entry of fund plans and plans of sharing says: `key: [zh, en]`.
 *
 * @type {Record<string, [string, string]>}
 */
export const fileWords = {
  "file.fund.new": ["新建资金方案", "New fund plan"],
  "file.fund.open": ["修改方案文件", "Change its file"],
  "file.fund.title": ["新建资金方案", "New fund plan"],
  "file.fund.change": ["修改资金方案“{name}”", "Change the fund plan ‘{name}’"],
  "file.fund.hint": [
    "用样例起步，或放入 zhitu.fund/1 文件；写 { ledger: … } 的数量取自所选基期和方案的流向台账，写 { quota: … } 的取自指标台账。"
    + "名称与规划方案相同时，审查规则取用它。",
    "Begin with the example, or drop a file zhitu.fund/1. Quantities written as { ledger: … } come from the flow ledger of "
    + "the base epoch and plan chosen, { quota: … } from the quota book. Under the name of a plan, the rules ask it.",
  ],
  "file.sharing.new": ["新建共享方案", "New plan of sharing"],
  "file.sharing.open": ["修改共享方案文件", "Change its file"],
  "file.sharing.title": ["新建权益共享方案", "New plan of sharing"],
  "file.sharing.change": ["修改共享方案“{name}”", "Change the plan of sharing ‘{name}’"],
  "file.sharing.hint": [
    "用样例起步，或放入 zhitu.sharing/1 文件；写 { fund: 行 } 的收入取自所选资金方案该收入行的全期合计。",
    "Begin with the example, or drop a file zhitu.sharing/1. Income written as { fund: row } is what that row of revenue of "
    + "the fund plan chosen brings over its whole life.",
  ],
  "file.name": ["名称（字母、数字和 . _ : @ -）", "Name, of letters, digits and . _ : @ -"],
  "file.base": ["数量所取的基期", "Base epoch of the quantities"],
  "file.plan": ["数量所取的方案", "Plan of the quantities"],
  "file.fund": ["收入所取的资金方案", "Fund plan of the income"],
  "file.noSource": ["不取", "none"],
  "file.drop": ["把 YAML 文件拖到这里", "Drop a YAML file here"],
  "file.choose": ["选择文件", "Choose a file"],
  "file.useExample": ["从样例开始", "Begin with the example"],
  "file.saveExample": ["下载样例", "Download the example"],
  "file.saveKept": ["下载现方案", "Download the present plan"],
  "file.text": ["文件内容（可直接修改）", "The file, which can be changed here"],
  "file.check": ["检查", "Check"],
  "file.enter": ["写入", "Enter"],
  "file.replace": ["替换现方案", "Replace the present plan"],
  "file.close": ["关闭", "Close"],
  "file.faults": ["有 {n} 处错误，没有写入。", "{n} faults; nothing was entered."],
  "file.faultTable": ["文件中的错误", "Faults of the file"],
  "file.line": ["行号", "Line"],
  "file.atLine": ["第 {line} 行", "Line {line}"],
  "file.key": ["键或编号", "Key or id"],
  "file.wrong": ["错误", "Fault"],
  "file.written": ["已写入。", "Entered."],
  "file.same": ["与现方案相同，无需写入。", "The same as the present plan; there is nothing to enter."],
  "file.would": [
    "已有同名方案。替换后有 {n} 处变化，{same} 部分不变：",
    "There is a plan of this name. Replacing it changes {n} values, {same} parts stay:",
  ],
  "file.wouldNew": ["没有错误。将新建，共 {n} 部分：", "No faults. It is new, with {n} parts:"],
  "file.figures": ["方案的数", "Figures of the plan"],
  "file.changes": ["变化", "What changes"],
  "file.part": ["部分", "Part"],
  "file.field": ["内容", "What"],
  "file.before": ["现方案", "Now"],
  "file.after": ["写入后", "After"],
};
