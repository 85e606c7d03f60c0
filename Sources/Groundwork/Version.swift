/// The program's name and version, as written into every result it makes.
public enum Program {
  public static let version = "0.1.0"
  public static let engine = "zhitu/\(version)"
}
