// @ts-check
/**
 * The texts of the history page: `key: [zh, en]`.
 *
 * @type {Record<string, [string, string]>}
 */
export const words = {
  title: ["经过", "History"],
  hint: [
    "谁在何时办理了什么。日志只增不改：更正也是新的一条。",
    "Who did what, and when. The log only grows: a correction is a new entry.",
  ],
  "category.label": ["看哪些", "Which"],
  "category.": ["全部", "All"],
  "category.plan": ["方案", "Plans"],
  "category.drawing": ["绘制", "Drawing"],
  "category.problem": ["问题", "Problems"],
  "category.access": ["单位与授权", "Organisations and rights"],
  empty: ["没有可看的经过。", "There is no history yet."],
  emptyHint: [
    "“{role}”能查看的方案、问题和授权办理后会列在这里。",
    "What “{role}” may see of plans, problems and rights is listed here once it is done.",
  ],
  more: ["再看更早的", "Earlier ones"],
  measures: ["{n} 个整治图斑", "{n} measures"],
  "event.plan.drawn": ["编制方案", "Plan drawn"],
  "event.plan.revised": ["修改方案", "Plan revised"],
  "event.plan.submitted": ["报送审查", "Submitted for review"],
  "event.plan.returned": ["退回修改", "Returned"],
  "event.plan.endorsed": ["审查通过", "Endorsed"],
  "event.drawing.begun": ["开始绘制", "Drawing began"],
  "event.drawing.edited": ["绘制", "Drawn"],
  "event.drawing.undone": ["撤销", "Undone"],
  "event.drawing.redone": ["重做", "Redone"],
  "event.drawing.kept": ["存入方案图层", "Kept in the layer"],
  "event.problem.found": ["发现登记", "Found"],
  "event.problem.dismissed": ["不予立案", "Dismissed"],
  "event.problem.filed": ["立案", "Filed"],
  "event.problem.assigned": ["分派", "Assigned"],
  "event.problem.started": ["开始整改", "Remediation started"],
  "event.problem.submitted": ["提交复核", "Submitted"],
  "event.problem.closed": ["复核通过，销号", "Closed"],
  "event.problem.returned": ["复核不通过，退回", "Returned"],
  "event.problem.reopened": ["重新立案", "Reopened"],
  "event.problem.noted": ["附记", "Note"],
  "event.access.established": ["设立三员", "Administrators named"],
  "event.access.organisations-added": ["登记单位", "Organisations entered"],
  "event.access.people-added": ["登记人员", "People entered"],
  "event.access.granted": ["授权", "Rights granted"],
  "event.access.revoked": ["收回授权", "Rights revoked"],
};
