import Groundwork

extension Action {
  /// What it is called where a right is refused.
  public var title: Localized {
    switch self {
    case .read: Localized(zh: "查看", en: "read")
    case .create: Localized(zh: "新建", en: "create")
    case .change: Localized(zh: "改动", en: "change")
    case .assign: Localized(zh: "交办", en: "assign")
    case .check: Localized(zh: "审核", en: "check")
    case .export: Localized(zh: "导出", en: "export")
    case .approveExport: Localized(zh: "批准导出", en: "approve exports of")
    case .administer: Localized(zh: "管理", en: "administer")
    }
  }
}

extension ObjectKind {
  /// What it is called where a right is refused.
  public var title: Localized {
    switch self {
    case .layer: Localized(zh: "图层", en: "layers")
    case .plan: Localized(zh: "方案", en: "plans")
    case .document: Localized(zh: "文档", en: "documents")
    case .problem: Localized(zh: "问题", en: "problems")
    case .process: Localized(zh: "办件", en: "cases")
    case .job: Localized(zh: "任务", en: "jobs")
    case .quota: Localized(zh: "指标台账", en: "the quota book")
    case .fund: Localized(zh: "资金", en: "funds")
    case .potential: Localized(zh: "潜力库", en: "the potential library")
    case .project: Localized(zh: "项目", en: "projects")
    case .log: Localized(zh: "办理日志", en: "the log")
    case .account: Localized(zh: "账号", en: "accounts")
    case .grant: Localized(zh: "授权", en: "grants")
    case .audit: Localized(zh: "审计记录", en: "the audit")
    }
  }
}
