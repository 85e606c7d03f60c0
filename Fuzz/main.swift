import Foundation

/// What the command line asks for.
struct Options {
  var seed: UInt64 = 1
  /// Inputs of each kind; `nil` for as many as fit into the time.
  var count: Int?
  /// For each kind.
  var seconds = 10.0
  var kinds: [any Fuzzer.Type] = [KernelFuzzer.self, WKBFuzzer.self]
  var corpus: String?
  var replay: [UInt8]?

  static let usage = """
    zhitu-fuzz [--kind kernel|wkb] [--seed N] [--count N | --seconds N] [--corpus FOLDER]
    zhitu-fuzz --replay kernel|wkb HEX

    Tries the kernel of the overlay, or the reader of well-known binary, on made-up input. The same
    seed makes the same inputs. First come the inputs of FOLDER, which failed once.
    """

  init?(_ arguments: [String]) {
    var rest = arguments[...]
    func kind(_ name: String?) -> [any Fuzzer.Type]? {
      let found = kinds.filter { $0.name == name }
      return found.isEmpty ? nil : found
    }
    while let option = rest.popFirst() {
      switch option {
      case "--kind":
        guard let found = kind(rest.popFirst()) else { return nil }
        kinds = found
      case "--seed":
        guard let number = rest.popFirst().flatMap({ UInt64($0) }) else { return nil }
        seed = number
      case "--count":
        guard let number = rest.popFirst().flatMap({ Int($0) }) else { return nil }
        count = number
      case "--seconds":
        guard let number = rest.popFirst().flatMap({ Double($0) }) else { return nil }
        seconds = number / Double(kinds.count)
      case "--corpus":
        guard let folder = rest.popFirst() else { return nil }
        corpus = folder
      case "--replay":
        guard let found = kind(rest.popFirst()),
          let input = rest.popFirst().flatMap({ bytes(hexadecimal: $0) })
        else { return nil }
        kinds = found
        replay = input
      default:
        return nil
      }
    }
  }
}

/// Past failures of one kind: the files `<kind>-*.hex` of a folder, in order of their names.
func past(_ kind: any Fuzzer.Type, in folder: String?) throws -> [[UInt8]] {
  guard let folder else { return [] }
  return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    .filter { $0.hasPrefix(kind.name + "-") && $0.hasSuffix(".hex") }
    .map { name in
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      guard let input = bytes(hexadecimal: text.filter { !$0.isWhitespace }) else {
        throw Failure(reason: "\(folder)/\(name) does not hold hexadecimal digits")
      }
      return input
    }
}

/// Writes a line at once: the next input may stop the program.
func say(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

/// Tries one input and says what is wrong with it.
func attempt<F: Fuzzer>(_ kind: F.Type, _ input: [UInt8], place: String, minimize: Bool) -> Bool {
  CrashReport.prepare(F.name, input, place: place)
  do {
    try F.run(input)
    return true
  } catch {
    let reason = (error as? Failure)?.reason ?? "\(error)"
    say("\(F.name): \(place) fails. \(reason)")
    say("  Scripts/fuzz --replay \(F.name) \(hexadecimal(input))")
    if minimize {
      let small = F.minimized(input, kind: String(reason.prefix { $0 != ":" }))
      say("  smaller: Scripts/fuzz --replay \(F.name) \(hexadecimal(small))")
      say(F.describe(small))
    }
    return false
  }
}

/// Failures after which there is nothing new to learn.
let mostFailures = 5

func fuzz<F: Fuzzer>(_ kind: F.Type, _ options: Options) throws -> Bool {
  if let input = options.replay {
    let isGood = attempt(kind, input, place: "the input given", minimize: true)
    if isGood { say("\(F.name): the input given is taken\n\(F.describe(input))") }
    return isGood
  }
  let corpus = try past(kind, in: options.corpus)
  var failures = 0
  for (index, input) in corpus.enumerated() {
    let place = "input \(index) of the corpus"
    if !attempt(kind, input, place: place, minimize: false) { failures += 1 }
  }
  let clock = ContinuousClock()
  let end = clock.now + .seconds(options.seconds)
  var index = 0
  while failures < mostFailures, options.count.map({ index < $0 }) ?? (clock.now < end) {
    let input = F.input(seed: options.seed, index: index, corpus: corpus)
    let place = "input \(index) of seed \(options.seed)"
    if !attempt(kind, input, place: place, minimize: true) { failures += 1 }
    index += 1
  }
  say("\(F.name): \(corpus.count) old and \(index) new inputs, \(failures) failures")
  return failures == 0
}

guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
  say(Options.usage)
  exit(2)
}
CrashReport.install()
do {
  var isGood = true
  for kind in options.kinds where try !fuzz(kind, options) { isGood = false }
  exit(isGood ? 0 : 1)
} catch {
  say("zhitu-fuzz: \((error as? Failure)?.reason ?? "\(error)")")
  exit(2)
}
