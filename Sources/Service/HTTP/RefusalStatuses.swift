import EventLog
import Groundwork

/// Which status answers the refusals of a capability; others keep that of a refused request.
struct RefusalStatuses {
  /// 403, besides the refusals of rights.
  var forbidden: Set<String> = []
  /// 404.
  var missing: Set<String> = []
  /// 409.
  var conflict: Set<String> = []
  /// 412, besides the conflicts of the log.
  var changed: Set<String> = []

  /// Does some work and gives its refusals their status.
  @discardableResult
  func answering<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let conflict as EventConflict {
      throw Problem(conflict.diagnostic, status: 412)
    } catch let refusal as Diagnostic {
      switch refusal.code {
      case "access.refused", "access.second-person": throw Problem(refusal, status: 403)
      case let code where forbidden.contains(code): throw Problem(refusal, status: 403)
      case let code where missing.contains(code): throw Problem(refusal, status: 404)
      case let code where conflict.contains(code): throw Problem(refusal, status: 409)
      case let code where changed.contains(code): throw Problem(refusal, status: 412)
      default: throw refusal
      }
    }
  }
}
