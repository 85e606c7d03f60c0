import Policy

/// The verdicts as counted in a report: a rule with nothing to test does not count as passed.
enum VerdictAnswer: CaseIterable {
  case pass, fail, undecidable
  /// Nothing in the plan or the registers is of the rule's kind (不涉及).
  case notApplicable

  init(_ verdict: PartVerdict) {
    switch verdict.verdict {
    case .fail: self = .fail
    case .undecidable: self = .undecidable
    case .pass: self = .pass
    case .notApplicable: self = .notApplicable
    }
  }
}

extension VerdictText {
  func answer(_ answer: VerdictAnswer) -> ReportDocument.Cell {
    switch answer {
    case .pass: .init(phrase("通过", "pass"), .pass)
    case .fail: .init(phrase("不通过", "fail"), .fail)
    case .undecidable: .init(phrase("无法判定", "undecidable"), .undecidable)
    case .notApplicable: .init(phrase("不涉及", "not applicable"), .muted)
    }
  }

  func verdict(_ verdict: PartVerdict) -> ReportDocument.Cell { answer(VerdictAnswer(verdict)) }
}
