import Groundwork
import Planning
import Reports

extension StatedCost {
  /// In 万元, with the number of measures that state none.
  public func text(_ language: Language) -> String {
    Numbers.cost(stated, without: without, language)
  }
}
