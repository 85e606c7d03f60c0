import Foundation
import Groundwork

extension Problem {
  /// The same for people who reach the server over the network: it tells neither where on the machine the
  /// workspace lives nor how the program failed, which are the operator's.
  ///
  /// - Parameters:
  ///   - path: Where the workspace lives.
  ///   - name: What people call it.
  func withoutPlaces(_ path: String, named name: String) -> Problem {
    var problem = self
    switch code {
    case "workspace.unreachable":
      problem.message = Localized(
        zh: "数据库暂时连不上；恢复后重试即可。",
        en: "The database cannot be reached at the moment; try again once it is back.")
    case "service.failed":
      problem.message = Localized(
        zh: "服务器出错，运维人员可在服务日志中查看。",
        en: "The server failed; its operator finds the cause in its log.")
    default:
      problem.message = Localized(
        zh: message.zh.replacing(path, with: name), en: message.en.replacing(path, with: name))
    }
    return problem
  }
}
