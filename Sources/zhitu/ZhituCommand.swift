import ArgumentParser
import Foundation
import Groundwork

/// The command `zhitu`.
@main
struct ZhituCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zhitu",
    abstract: "治土：全域土地综合整治平台 · Zhitu: comprehensive land consolidation",
    discussion: """
      退出码 exit status: 0 正常 success; 1 有错误项或规则不通过 findings or failed verdicts;
      2 用法或输入有误 wrong usage or bad input; 3 阻止报批的规则无法判定 rules that block
      cannot be decided; 130 已取消 cancelled.
      """,
    version: Program.engine,
    subcommands: [
      SampleCommand.self, ImportCommand.self, CheckCommand.self, AreaCommand.self,
      FlowCommand.self, PlanCommand.self, DiagnoseCommand.self, VerifyCommand.self,
      RulesCommand.self, ReportCommand.self, ProcessCommand.self, BoardsCommand.self,
      ExportCommand.self, ServeCommand.self, APICommand.self, ProblemCommand.self,
      QuotaCommand.self, FundCommand.self, PaymentCommand.self, SharingCommand.self,
      WorksCommand.self,
      PotentialCommand.self, AskCommand.self, ProjectCommand.self,
      LogCommand.self, AccountsCommand.self, AuditCommand.self, DrawCommand.self,
      OptimiseCommand.self, StudyCommand.self, ChooseCommand.self, CertificateCommand.self,
      MonitorCommand.self, IncrementCommand.self, AcceptanceCommand.self,
      DocumentCommand.self, SheetCommand.self, ImageCommand.self, PackageCommand.self,
      ScenariosCommand.self, ProgrammeCommand.self,
      AdjustCommand.self, FieldsCommand.self,
      CoordinatesCommand.self, PlotsCommand.self, LinesCommand.self,
      BackupCommand.self, RestoreCommand.self, MoveCommand.self,
    ])

  /// Runs the command and turns every way of ending into an exit status.
  static func main() async {
    let status: ExitStatus
    do {
      var command = try parseAsRoot(arguments(CommandLine.arguments.dropFirst()))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      status = .fine
    } catch {
      status = Failure.report(error)
    }
    Foundation.exit(status.rawValue)
  }
}

extension ZhituCommand {
  /// `--json` without a file means standard output.
  static func arguments(_ given: some Sequence<String>) -> [String] {
    var result = Array(given)
    guard let command = result.first, ["flow", "verify"].contains(command),
      let index = result.firstIndex(of: "--json")
    else { return result }
    let next = index + 1
    if next == result.count || (result[next].hasPrefix("-") && result[next] != "-") {
      result.insert("-", at: next)
    }
    return result
  }
}

/// The exit status of the command.
enum ExitStatus: Int32, Error {
  case fine = 0
  /// Findings of severity error, or failed verdicts.
  case findings = 1
  /// Wrong usage or bad input.
  case bad = 2
  /// Nothing blocks, but rules that block cannot be decided.
  case undecided = 3
  case cancelled = 130
}

/// Reports errors.
enum Failure {
  static func report(_ error: any Error) -> ExitStatus {
    switch error {
    case let status as ExitStatus:
      return status
    case is Cancelled:
      let language = Console.language
      Console.note(
        Localized(zh: "已取消，一切如前。", en: "Cancelled; everything is as it was.")[language])
      return .cancelled
    case let diagnostic as Diagnostic:
      Console.report(diagnostic)
      return .bad
    default:
      let code = ZhituCommand.exitCode(for: error)
      if code == .success {
        print(ZhituCommand.fullMessage(for: error))
        return .fine
      }
      Console.note(ZhituCommand.fullMessage(for: error))
      return .bad
    }
  }
}
