import Dispatch
import Geometry
import Groundwork
import Synchronization

/// The overlay of two layers, block by block on several threads.
struct OverlayRun: Sendable {
  private let a: LayerView
  private let b: LayerView
  private let selection: PairSelection
  private let density: LayerDensity?

  /// Reserved entries for each feature; memory that stays unused is never touched.
  private static let entriesOfFeature = 6

  init(
    _ a: LayerView, rings ringsA: Int, _ b: LayerView, rings ringsB: Int,
    _ selection: PairSelection, field: DensityField?
  ) {
    self.a = a
    self.b = b
    self.selection = selection
    density = field.map { field in
      LayerDensity(
        field: field, p: RingWeights(a, rings: ringsA, field),
        q: RingWeights(b, rings: ringsB, field))
    }
  }

  /// The sums of all threads; incomplete if the job was cancelled.
  func sums(_ job: Job) -> [ThreadSums] {
    let plan = OverlayPlan(a, b, threads: job.threads)
    let units = plan.units
    let results = Mutex<[ThreadSums]>([])
    let next = Atomic<Int>(0)
    let finished = Atomic<Int>(0)
    let total = units.blocks + units.large.count
    job.progress.begin(Localized(zh: "叠加求积", en: "Overlay"), total: total)
    DispatchQueue.concurrentPerform(iterations: max(1, min(job.threads, total))) { _ in
      var worker = UnitWorker(
        a, b, windingP: plan.windingA, windingQ: plan.windingB,
        selection: selection, density: density,
        expecting: OverlayRun.entriesOfFeature * a.count / max(1, job.threads))
      defer { worker.free() }
      var chains: [Int32] = []
      var features: [Int32] = []
      while !job.cancellation.isCancelled {
        let mine = next.add(1, ordering: .relaxed).oldValue
        guard mine < total else { break }
        if mine < units.large.count {
          let feature = units.large[mine]
          let box = StepBox(a.boxes[feature])
          plan.chainsB.find(box.bounds, &chains)
          for chain in chains where b.startsRing(Int(chain)) {
            worker.add(ringOfQ: Int(chain), in: feature, box)
          }
          worker.flush()
        } else {
          let block = units.units(of: mine - units.large.count)
          var box = StepBox(block[block.startIndex], a)
          for unit in block.dropFirst() { box = box.union(StepBox(unit, a)) }
          plan.chainsB.find(box.bounds, &chains)
          chains.sort()
          plan.featuresB?.find(box.bounds, &features)
          worker.run(block, grid: BlockGrid(box), chains: chains, features: features)
        }
        job.progress.advance(to: finished.add(1, ordering: .relaxed).newValue)
      }
      results.withLock { $0.append(worker.sums) }
    }
    return results.withLock { $0 }
  }
}

extension SpatialIndex {
  /// The numbers of the boxes that meet `box`, in the order of the index.
  fileprivate func find(_ box: Bounds, _ found: inout [Int32]) {
    found.removeAll(keepingCapacity: true)
    query(box) { found.append(Int32($0)) }
  }
}
