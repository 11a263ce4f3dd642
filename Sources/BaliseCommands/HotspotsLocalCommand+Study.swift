import ArgumentParser
import Balise
import Foundation

extension HotspotsLocalCommand {
  /// Incidents over the cells of a study area, and what that is in words.
  struct Study {
    var counts: CellIncidents
    var words: String
  }

  /// The cells of the study area with the incidents in them.
  func study(
    of incidents: [LocatedIncident], _ selection: Selection, on atlas: Atlas,
    _ records: MappingCounts
  ) throws -> Study {
    let threads = reading.threadCount
    let isOccupied = area.studyArea == "occupied"
    var named: StudyArea?
    if let name = area.studyArea, !isOccupied {
      named = try land(name, atlas)
    } else if let ofSelection = StudyArea(of: selection, on: atlas) {
      named = ofSelection
    } else {
      named = try StudyArea(of: incidents, on: atlas)
    }
    guard let land = named else {
      throw ValidationError(
        "No record lies in a country, so there is no study area: \(records.found(incidents)). Name "
          + "one with --study-area, or select other records.")
    }
    let cells: StudyCells
    let kind: String
    switch try area.cells() {
    case .firstLevel:
      cells = try StudyCells(firstLevelOf: land, on: atlas)
      kind = "regions of \(atlas.firstLevel.description.label)"
    case let grid:
      let lattice: CellLattice
      if case .hexagons(let width) = grid {
        lattice = .hexagons(
          widthMeters: width, over: incidents.compactMap(\.place.representativePoint))
        kind = "hexagons \(Console.kilometers(width)) wide"
      } else {
        lattice = .prioGrid
        kind = "cells of PRIO-GRID"
      }
      cells =
        isOccupied
        ? try StudyCells(lattice, touching: incidents.map(\.place))
        : try StudyCells(lattice, in: land, threads: threads)
    }
    let counts = try CellIncidents(
      incidents, over: cells, counting: area.measure, on: atlas, threads: threads)
    if isOccupied {
      let occupied = counts.occupied()
      return Study(
        counts: occupied, words: "\(grouped(occupied.cells.count)) \(kind), those with records")
    }
    return Study(counts: counts, words: "\(grouped(cells.count)) \(kind), \(land.description)")
  }

  /// The land that `--study-area` names: a file's where there is one of that name.
  private func land(_ name: String, _ atlas: Atlas) throws -> StudyArea {
    let isFile = [".geojson", ".json", ".shp", ".gpkg", ".zip"].contains { name.contains($0) }
    guard isFile || FileManager.default.fileExists(atPath: name) else {
      return try StudyArea(named: name, on: atlas)
    }
    if case .firstLevel = try area.cells() {
      throw ValidationError(
        "--grid admin1 takes regions as they are: name them in --study-area, or give the file as "
          + "--boundaries.")
    }
    let file = try BoundaryFile(path: name, countries: atlas.countries)
    return StudyArea(file.set.regions, description: "the land of \(file.set.description.label)")
  }

  /// Which cells are neighbours.
  func weights(of cells: StudyCells) throws -> SpatialWeights {
    switch local.weights {
    case .contiguity(let contiguity):
      if let lists = cells.latticeNeighbors(acrossCorners: contiguity == .queen) {
        return SpatialWeights(neighbors: lists)
      }
      return SpatialWeights(areas: cells.boundaries.regions.map(\.geometry), contiguity)
    case .band(let length):
      return SpatialWeights(points: cells.centers, withinMeters: length.meters)
    case .nearest(let count): return SpatialWeights(points: cells.centers, nearest: count)
    case .gal:
      guard let gal = try local.weights.galFile() else { return SpatialWeights(neighbors: []) }
      return try gal.weights(of: cells.boundaries.regions.map(\.id))
    }
  }

  /// The intervals of the days asked for, or of those on which the incidents used could have happened.
  func intervals(_ counts: CellIncidents, _ selection: Selection) throws -> StudyIntervals {
    let used = counts.incidents.indices.filter { counts.exclusions[$0] == nil }
      .map { counts.incidents[$0] }
    guard let interval = area.interval,
      let first = selection.days?.first ?? used.compactMap(\.firstDay).min(),
      let last = selection.days?.last ?? used.compactMap(\.lastDay).max(), first <= last
    else {
      throw ValidationError(
        "--emerging needs records with days: of \(grouped(used.count)) in the study area none has any."
      )
    }
    let cut = interval.intervals(from: first, through: last)
    let count = cut?.count ?? 0
    guard let intervals = cut, count >= EmergingHotspot.leastIntervals else {
      throw ValidationError(
        "From \(first) to \(last) there \(count == 1 ? "is" : "are") "
          + "\(counted(count, "interval")) of \(interval.text), and at least "
          + "\(EmergingHotspot.leastIntervals) are needed: take a shorter --interval.")
    }
    return intervals
  }
}
