// @ts-check
/**
 * The texts of the shell and the shared parts: `key: [zh, en]`. A page adds its own catalogue.
 *
 * @type {Record<string, [string, string]>}
 */
export const shared = {
  "shell.name": ["治土", "Zhitu"],
  "shell.tasks": ["工作", "Work"],
  "shell.skip": ["跳到正文", "Skip to the content"],
  "shell.language": ["English", "中文"],
  "shell.languageHint": ["Switch to English", "切换为中文"],
  "shell.loading": ["正在读取……", "Loading…"],
  "shell.retry": ["重试", "Try again"],
  "shell.close": ["关闭", "Close"],
  "shell.group.ground": ["现状", "Ground"],
  "shell.group.plan": ["方案", "Plans"],
  "shell.group.work": ["办理", "Work"],
  "shell.group.money": ["指标与资金", "Quotas and funds"],
  "shell.group.manage": ["管理", "Administration"],
  "shell.page.compare": ["比较", "Compare"],
  "shell.page.map": ["地图", "Map"],
  "shell.page.import": ["导入", "Import"],
  "shell.page.draw": ["画方案", "Draw"],
  "shell.page.boards": ["调度", "Boards"],
  "shell.page.cases": ["办理", "Cases"],
  "shell.page.problems": ["问题", "Problems"],
  "shell.page.quota": ["指标", "Quotas"],
  "shell.page.fund": ["资金", "Funds"],
  "shell.page.exports": ["导出", "Exports"],
  "shell.page.history": ["经过", "History"],
  "shell.page.accounts": ["账号与权限", "Accounts"],
  "shell.page.audit": ["审计", "Audit"],
  "shell.actingAs": ["以“{role}”身份", "As {role}"],
  "shell.local": ["本机", "local"],
  "shell.switch": ["切换身份", "Act in another role"],
  "shell.switchHint": [
    "没有账号：坐在本机前的人可以任何角色查看和办理。页面只显示该角色能看到的内容；每件事项都记为“角色，本机”。",
    "Without accounts the user of this computer may view and act in any role. The page shows what that role would see; every act is kept as “ROLE, local”.",
  ],
  "shell.role": ["角色", "Role"],
  "shell.organisation": ["单位", "Organisation"],
  "shell.noOrganisation": ["不限单位", "No organisation"],
  "shell.noOrganisations": [
    "工作空间还没有单位名录；用 zhitu sample --deeds 或账号管理登记单位。",
    "The workspace has no directory of organisations yet; zhitu sample --deeds or the administration of accounts enters some.",
  ],
  "shell.duty.work": ["业务角色", "Roles of the work"],
  "shell.duty.administration": ["管理员（三员）", "Administrators"],
  "error.network": [
    "无法连接到治土服务；您的输入仍在。",
    "The Zhitu server cannot be reached; your input is still here.",
  ],
  "error.title": ["出错了", "Something went wrong"],
  "field.required": ["必填", "required"],
  "field.optional": ["选填", "optional"],
};
