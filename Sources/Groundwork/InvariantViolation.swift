/// An invariant of a type that does not hold: a fault of the program, found by its tests.
package struct InvariantViolation: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }

  /// - Throws: an ``InvariantViolation`` with the text if the condition does not hold.
  package static func require(
    _ condition: Bool, _ text: @autoclosure () -> String
  ) throws(InvariantViolation) {
    if !condition { throw InvariantViolation(text()) }
  }
}
