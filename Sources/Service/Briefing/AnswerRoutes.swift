import Access
import Groundwork
import Workbench

/// Questions to the map in plain words (图上问答).
enum AnswerRoutes {
  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(EndpointTable.root)/answer", "answer",
      "Answers a question to the map over a closed grammar: how it was understood, a table, the "
        + "largest patches in degrees; a word that is not understood is refused by name",
      [.query("question", .text, "Such as 云浦镇 2023 年 坡度大于 15 度的 耕地", isRequired: true)],
      .json("MapAnswer"), problems: [422], cost: .slow
    ) { call in
      let acting = try call.acting()
      let authority = acting.authority
      let library = Workbench.potentialObject(acting.directory, acting.actor)
      let decision = authority.law.may(authority.subject, .read, library, at: acting.time)
      return try .json(
        Workbench(call.workspace).ask(
          call.text("question"), knowsLibrary: decision.isAllowed))
    }
  ]
}
