import EventLog
import Geometry
import Groundwork
import Quota
import Records
import Storage
import Survey

/// The ground of the quota book held against the layers that it comes from.
extension Workbench {
  /// The layers behind ground, as they are now: what a lot says of its source.
  /// - Throws: Diagnostics of layers that are not there.
  public func groundSource(base: String, to: String) throws -> GroundSource {
    let layers = try [survey(base), groundLayer(to)]
    return GroundSource(
      base: base, to: to,
      layers: try layers.map { GroundSource.Layer(name: $0.name, rows: try rowHash(of: $0)) })
  }

  /// A later epoch, or the measures of a plan.
  private func groundLayer(_ to: String) throws -> LayerRecord {
    if let epoch = try workspace.layer(role: .survey, epoch: to) { return epoch }
    return try plan(to)
  }

  /// The hash of what a layer holds now, whoever wrote it: the hash that the workspace keeps beside it
  /// says nothing of an edit by another program.
  private func rowHash(of layer: LayerRecord) throws -> String {
    try workspace.read { reader in
      let shape = TableShape(
        columns: try reader.columns(of: layer.name),
        geometry: try reader.geometryKind(of: layer.name))
      var hasher = LayerHasher()
      try reader.forEachRawFeature(
        in: layer.name, columns: shape.columns.map(\.name), bounds: Workbench.everywhere
      ) { fid, wkb, values in hasher.add(fid, wkb: wkb, values) }
      return hasher.rows(shape)
    }
  }

  /// A box around all ground. With a box features are read without being held against the hash of the
  /// layer, so that an edited layer can be read at all.
  private static let everywhere = Bounds(minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9)

  /// The proof of the book, with its ground held against the layers.
  public func quotaProof() throws -> QuotaProof {
    let deeds = try quotaDeeds()
    var proof = try QuotaProof(QuotaExport(deeds), job: job)
    proof.add(try quotaGroundReview(deeds))
    return proof
  }

  /// Rules whose order of purposes is no longer what the book took over: changed, confirmed, replaced or new
  /// where the book lies. None where the book's own file of kinds ranks the purposes.
  public func changedQuotaOrders(on day: Timestamp) throws -> [String] {
    guard let held = try quotaBook().book.catalogue.waterfalls else { return [] }
    let now = try quotaCatalogue(on: day).waterfalls ?? []
    return Set(now).symmetricDifference(held).map(\.rule).reduce(into: Set()) { $0.insert($1) }
      .sorted()
  }

  /// Holds the ground behind all units against the layers as they are now.
  ///
  /// - Complexity: one reading of each layer; where one was edited, one flow for each pair of layers
  ///   and kind.
  public func quotaGroundReview(_ deeds: [Deed<QuotaEvent>]) throws -> GroundReview {
    let book = QuotaDecider.fold(deeds)
    var review = GroundReview()
    var suspects: [GroundSource: [NewLot]] = [:]
    var hashes: [String: String] = [:]
    for case .generate(let lot) in QuotaExport(deeds).entries.map(\.entry.act) {
      guard book.ground.claims(of: lot.id).contains(where: { !$0.isReleased }) else { continue }
      guard let source = lot.source else {
        review.extent.unknown.append(lot.id)
        continue
      }
      if try source.layers.allSatisfy({ try isUnchanged($0, &hashes) }) {
        review.extent.unchanged.append(lot.id)
      } else {
        review.extent.measured.append(lot.id)
        suspects[source, default: []].append(lot)
      }
    }
    for (source, lots) in suspects.sorted(by: { $0.value[0].id < $1.value[0].id }) {
      try job.cancellation.check()
      for (kind, lots) in Dictionary(grouping: lots, by: \.kind).sorted(by: { $0.key < $1.key }) {
        guard let kind = book.catalogue.kind(kind) else { continue }
        let pieces = lots.flatMap { lot in
          book.ground.claims(of: lot.id).filter { !$0.isReleased }.map { (lot.id, $0.piece) }
        }
        try compare(pieces, kind, source, &review)
      }
    }
    review.differences.sort { ($0.lot, $0.piece) < ($1.lot, $1.piece) }
    return review
  }

  private func isUnchanged(
    _ layer: GroundSource.Layer, _ hashes: inout [String: String]
  ) throws -> Bool {
    if let known = hashes[layer.name] { return known == layer.rows }
    let record = try workspace.layers().first { $0.name == layer.name }
    let hash = try record.map(rowHash) ?? ""
    hashes[layer.name] = hash
    return hash == layer.rows
  }

  /// Compares pieces with the ground that their layers give now.
  private func compare(
    _ pieces: [(lot: String, piece: GroundPiece)], _ kind: QuotaKind, _ source: GroundSource,
    _ review: inout GroundReview
  ) throws {
    let request = QuotaGroundRequest(
      kind: kind, base: source.base, to: source.to, paddyYield: 0, dryYield: 0)
    do {
      let now = try quotaPieces(request)
      let reason = Localized(
        zh: "\(source.base) → \(source.to) 现在不再给出这块地。",
        en: "\(source.base) → \(source.to) no longer gives this ground.")
      // Units of paddy need paddy, where the kind counts it.
      let paddy = pieces.filter { kind.hasThreeNumbers && $0.piece.isPaddy }
      let other = pieces.filter { !kind.hasThreeNumbers || !$0.piece.isPaddy }
      try note(other, now.map(\.geometry), reason, &review)
      try note(paddy, now.filter(\.isPaddy).map(\.geometry), reason, &review)
    } catch let fault as Diagnostic where fault.code == "quota.no-pieces" {
      try note(pieces, [], fault.message, &review)
    } catch let fault as Diagnostic where fault.code == "workspace.integrity" {
      try compareRaw(pieces, source, fault.message, &review)
    } catch let fault as Diagnostic {
      // A layer that is gone, or from which nothing can be worked out, bears out nothing.
      try note(pieces, [], fault.message, &review)
    }
  }

  /// As ``compare(_:_:_:_:)`` for layers that another program edited, from which no result is worked
  /// out any more: ground stands where its class before and its class after are still written.
  private func compareRaw(
    _ pieces: [(lot: String, piece: GroundPiece)], _ source: GroundSource, _ reason: Localized,
    _ review: inout GroundReview
  ) throws {
    let sides = [
      (name: source.layers[0].name, path: \GroundPiece.from),
      (name: source.layers[1].name, path: \GroundPiece.to),
    ]
    var missing: Set<String> = []
    for side in sides {
      for (text, group) in Dictionary(grouping: pieces, by: { $0.piece[keyPath: side.path] })
        .sorted(by: { $0.key < $1.key })
      {
        let fresh = group.filter { !missing.contains($0.lot + "/" + $0.piece.id) }
        let now = try ground(of: text, in: side.name, near: fresh.map(\.piece))
        let before = review.differences.count
        try note(fresh, now, reason, &review)
        for found in review.differences[before...] {
          missing.insert(found.lot + "/" + found.piece)
        }
      }
    }
  }

  /// The polygons of a class in a layer, near some pieces.
  private func ground(
    of text: String, in layer: String, near pieces: [GroundPiece]
  ) throws -> [MultiPolygon] {
    let boxes = pieces.compactMap(\.geometry.bounds)
    guard let first = boxes.first else { return [] }
    let box = boxes.dropFirst().reduce(first) { $0.union($1) }
    let geos = GEOS()
    var found: [MultiPolygon] = []
    try workspace.read { reader in
      let known = Set(try reader.columns(of: layer).map(\.name))
      let columns = [OwnField.landClass, .sourceClass].map(\.columnName).filter(known.contains)
      try reader.forEachFeature(in: layer, columns: columns, bounds: box) { feature in
        guard let geometry = feature.geometry else { return }
        let isSame = feature.values.contains { value in
          value.string.map { text == $0 || text.hasSuffix(":" + $0) } ?? false
        }
        guard isSame else { return }
        found.append(try geos.isValid(geometry) ? geometry : geos.makeValid(geometry))
      }
    }
    return found
  }

  private func note(
    _ pieces: [(lot: String, piece: GroundPiece)], _ now: [MultiPolygon], _ reason: Localized,
    _ review: inout GroundReview
  ) throws {
    for (lot, group) in Dictionary(grouping: pieces, by: \.lot).sorted(by: { $0.key < $1.key }) {
      for lost in try GroundReview.uncovered(group.map(\.piece), by: now, job: job) {
        review.differences.append(
          GroundReview.Difference(
            lot: lot, piece: lost.piece.id, squareMetres: lost.squareMetres, ground: lost.ground,
            reason: reason))
      }
    }
  }
}
