import Groundwork

/// What people do in a process (办理), by the name that process files, commands and events use.
public enum ProcessVerb: String, Sendable, Codable, CaseIterable, Comparable {
  // Moves to another step; a process file says from where to where, by whom and under which guards.
  case submit, accept, dispatch, confirm, adopt, approve, file, start, pass
  case change
  case giveBack = "return"
  case reject, fail
  // Moves that every process knows.
  case withdraw, suspend, resume, halt, terminate
  // Work on the tasks of a step.
  case sign
  case addSigner = "add-signer"
  case transfer, delegate, copy, urge, escalate, consult, settle
  // Papers and facts.
  case attach
  case deferPaper = "defer"
  case establish, override, clear, comment, answer, limit, object

  public var title: Localized {
    switch self {
    case .submit: Localized(zh: "提交", en: "submit")
    case .accept: Localized(zh: "受理", en: "accept")
    case .dispatch: Localized(zh: "分发", en: "dispatch")
    case .confirm: Localized(zh: "确认", en: "confirm")
    case .adopt: Localized(zh: "审定", en: "adopt")
    case .approve: Localized(zh: "批复", en: "approve")
    case .file: Localized(zh: "备案", en: "file")
    case .start: Localized(zh: "开始", en: "start")
    case .pass: Localized(zh: "通过", en: "pass")
    case .change: Localized(zh: "变更", en: "change")
    case .giveBack: Localized(zh: "退回补正", en: "return for correction")
    case .reject: Localized(zh: "驳回", en: "reject")
    case .fail: Localized(zh: "不通过", en: "fail")
    case .withdraw: Localized(zh: "撤回", en: "withdraw")
    case .suspend: Localized(zh: "挂起", en: "suspend")
    case .resume: Localized(zh: "恢复", en: "resume")
    case .halt: Localized(zh: "中止", en: "halt")
    case .terminate: Localized(zh: "终止", en: "terminate")
    case .sign: Localized(zh: "签署意见", en: "sign an opinion")
    case .addSigner: Localized(zh: "加签", en: "add a signer")
    case .transfer: Localized(zh: "转办", en: "transfer")
    case .delegate: Localized(zh: "委托", en: "delegate")
    case .copy: Localized(zh: "抄送", en: "send a copy")
    case .urge: Localized(zh: "催办", en: "urge")
    case .escalate: Localized(zh: "升级督办", en: "escalate")
    case .consult: Localized(zh: "会商", en: "hold a joint meeting")
    case .settle: Localized(zh: "裁定分歧", en: "settle a disagreement")
    case .attach: Localized(zh: "附件", en: "attach a document")
    case .deferPaper: Localized(zh: "容缺", en: "defer a document")
    case .establish: Localized(zh: "认定", en: "establish a fact")
    case .override: Localized(zh: "例外批准", en: "override")
    case .clear: Localized(zh: "销项", en: "clear a condition")
    case .comment: Localized(zh: "提出意见", en: "comment")
    case .answer: Localized(zh: "回复", en: "answer")
    case .limit: Localized(zh: "限时", en: "set a time limit")
    case .object: Localized(zh: "登记异议", en: "enter an objection")
    }
  }

  /// Verbs that a process file gives to its steps.
  public var isMove: Bool { isForward || isBackward || self == .change }

  /// Verbs that carry a case on: papers, signatures, conditions and guards must be complete.
  public var isForward: Bool {
    switch self {
    case .submit, .accept, .dispatch, .confirm, .adopt, .approve, .file, .start, .pass: true
    default: false
    }
  }

  /// Verbs that turn a case down; they need a reason, and nothing else.
  public var isBackward: Bool { self == .giveBack || self == .reject || self == .fail }

  public static func < (a: ProcessVerb, b: ProcessVerb) -> Bool { a.rawValue < b.rawValue }
}

/// The stage of the life cycle (全生命周期) to which a step belongs.
public enum LifeStage: String, Sendable, Codable, CaseIterable {
  case planning, application, approval, implementation, acceptance, effect
  case aftercare = "after-care"

  public var title: Localized {
    switch self {
    case .planning: Localized(zh: "谋划", en: "planning")
    case .application: Localized(zh: "申报", en: "application")
    case .approval: Localized(zh: "审批", en: "approval")
    case .implementation: Localized(zh: "实施", en: "implementation")
    case .acceptance: Localized(zh: "验收", en: "acceptance")
    case .effect: Localized(zh: "成效", en: "effect")
    case .aftercare: Localized(zh: "后期管护", en: "after-care")
    }
  }
}
