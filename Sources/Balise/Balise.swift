// One import for everything that a program over Balise needs.
@_exported public import Datasets
@_exported public import GeoFormats
@_exported public import GeoPackage
@_exported public import Geodesy
@_exported public import IncidentAnalysis
@_exported public import IncidentMapping
@_exported public import Incidents
@_exported public import LinearReferencing
@_exported public import NameMatching
@_exported public import Querying
@_exported public import ReferenceGeography
@_exported public import Reports
@_exported public import SimpleFeatures
@_exported public import SpatialIndexing
@_exported public import SpatialStatistics
@_exported public import Topology
