/// Comparisons of one file that do not come out equal, and why not.
struct OverlayException {
  enum Reason: CaseIterable {
    case rounded
    case overlapping
    case beyond

    var text: String {
      switch self {
      case .rounded:
        "The file's answer is rounded to whole units (fixed precision model or snap-rounding); "
          + "GEOS at the precision of the grid agrees with us."
      case .overlapping:
        "The members of a collection overlap. We count ground as often as it is covered; the file "
          + "counts it once, and GEOS repairs the input in its own way. Exact arithmetic agrees with us."
      case .beyond:
        "The polygon is 10¹⁵ units long and 10 wide: on a grid of 4·10¹² steps it has no area."
      }
    }
  }

  var path: String
  var reason: Reason
  /// The keys of the findings.
  var keys: [String]

  private init(_ path: String, _ reason: Reason, _ keys: String) {
    self.path = path
    self.reason = reason
    self.keys = keys.split(separator: " ").map(String.init)
  }

  static let all: [OverlayException] = [
    OverlayException(
      "general/TestNGOverlayAPrec.xml", .rounded,
      """
      1.1 1.2 1.3 1.4 1.5 2.1 2.2 2.3 2.4 2.5 3.1 3.2 3.3 3.4 3.5 4.2 4.3 4.5 5.2 5.3 5.5 \
      6.1 6.4 6.5 7.1 7.2 7.4 7.5 8.2 8.3 8.4 8.5 9.1 9.2 9.3 9.4 9.5 10.1 10.2 10.3 10.4 \
      10.5 11.1 11.2 11.3 11.4 11.5 12.1 12.2 12.3 12.4 12.5
      """),
    OverlayException(
      "general/TestOverlayAAPrec.xml", .rounded,
      """
      1.1 1.2 1.3 1.4 2.1 3.1 3.2 3.3 3.4 4.1 4.2 4.3 4.4 5.1 5.2 5.3 5.4 6.1 6.2 6.3 6.4 \
      7.1 7.2 8.1 8.2 8.3 8.4 9.1 9.2 9.3 9.4 10.1 10.2 10.3 10.4 11.1 11.2 11.3 11.4 12.1 \
      14.1 14.2 14.3 14.4 16.1 16.2 16.3 16.4 17.1 17.2 17.3 17.4 18.1 18.2
      """),
    OverlayException(
      "general/TestRelateGC.xml", .overlapping,
      """
      24.2 24.3 24.4 24.7 24.11 24.GEOS 25.3 25.11 25.GEOS 26.3 \
      26.7 26.11 26.GEOS
      """),
    OverlayException("robust/TestRobustOverlayFixed.xml", .rounded, "1.1"),
    OverlayException("robust/overlay/TestOverlay-misc-5.xml", .rounded, "1.1"),
    OverlayException("validate/TestRelateAA-big.xml", .beyond, "1.1 2.1"),
  ]
}
