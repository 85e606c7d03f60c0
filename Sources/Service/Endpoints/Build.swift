// The compiler counts `stat` to this module where other files of the room import Dispatch.
import CDispatch
import Foundation
import Groundwork

/// Identifies the build of the program: two builds of one version may answer differently.
enum Build {
  static let tag: String = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return Program.version }
    let text = "\(status.st_size),\(status.st_mtim.tv_sec),\(status.st_mtim.tv_nsec)"
    return Program.version + "-" + String(Fingerprint.of(text.utf8), radix: 36)
  }()
}
