import EventLog
import Groundwork

/// All projects of the library: the projection `projects`.
public enum ProjectBoard: StreamBoard {
  public typealias Rules = ProjectDecider

  public static let name = "projects"
  public static let version = 1
}
