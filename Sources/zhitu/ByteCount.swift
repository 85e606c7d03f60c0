import ArgumentParser

/// A number of bytes in user notation: `500M`, `2G`, in powers of 1024.
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  init?(argument: String) {
    var text = Substring(argument.uppercased())
    for ending in ["IB", "B"] where text.hasSuffix(ending) { text = text.dropLast(ending.count) }
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
    var shift = 0
    if let unit = text.last, let known = shifts[unit] {
      shift = known
      text = text.dropLast()
    }
    guard let number = Double(text), number > 0, number < 1e6 || shift < 30 else { return nil }
    bytes = Int(number * Double(1 << shift))
  }
}
