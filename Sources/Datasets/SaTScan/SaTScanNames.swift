/// The names of parameters in files of SaTScan 10 that are read, or say something only beside one that
/// is refused or only concerns output.
enum SaTScanNames {
  static let known: Set<String> = Set(
    (read + companions).split(whereSeparator: \.isWhitespace).map(String.init))

  private static let read = """
    CaseFile ControlFile PopulationFile CoordinatesFile CoordinatesType PrecisionCaseTimes StartDate
    EndDate AnalysisType ModelType TimeAggregationUnits TimeAggregationLength
    MaxSpatialSizeInPopulationAtRisk UseDistanceFromCenterOption MaxSpatialSizeInDistanceFromCenter
    MinimumTemporalClusterSize MaxTemporalSize MaxTemporalSizeInterpretation
    MinimumCasesInHighRateClusters MonteCarloReps PValueReportType EarlyTerminationThreshold
    CriteriaForReportingSecondaryClusters RandomSeed

    """

  private static let companions = """
    GridFile MultipleDataSetsPurposeType DataSet1-Name LocationsNetworkFilename NeighborsFilename
    MetaLocationsFilename MultipleLocationsFile MaxSpatialSizeInMaxCirclePopulationFile
    MaxCirclePopulationFile NonCompactnessPenalty IntervalStartRange IntervalEndRange
    RiskThresholdHighClusters RiskLimitLowClusters RiskThresholdLowClusters
    MinimumCasesInLowRateClusters TimeTrendPercentage TimeStratifiedAdjLength TimeTrendType
    AdjustmentsByKnownRelativeRisksFilename ReportGumbel ProspectiveStartDate
    IterativeScanMaxIterations IterativeScanMaxPValue DrilldownMinimumClusterLocations
    DrilldownMinimumClusterCases DrilldownClusterCutoff NumBootstrapReplications
    OliveiraPvalueCutoff ProspectiveFrequencyType ProspectiveFrequency PowerEvaluationsMethod
    PowerEvaluationTotalCases CriticalValueType CriticalValue05 CriticalValue01 CriticalValue001
    PowerEstimationType NumberPowerReplications AlternativeHypothesisFilename
    PowerEvaluationsSimulationMethod PowerEvaluationsSimulationSourceFilename
    ReportPowerEvaluationSimulationData PowerEvaluationsSimulationOutputFilename LaunchMapViewer
    CompressKMLtoKMZ IncludeClusterLocationsKML ThresholdLocationsSeparateKML
    GiniIndexClusterReportingType SpatialMaxima GiniIndexClustersPValueCutOff
    ReportGiniIndexCoefficents MaxSpatialSizeInPopulationAtRisk_Reported
    UseMaxCirclePopulationFileOption_Reported MaxSizeInMaxCirclePopulationFile_Reported
    UseDistanceFromCenterOption_Reported MaxSpatialSizeInDistanceFromCenter_Reported
    TemporalGraphReportType TemporalGraphMostMLC TemporalGraphSignificanceCutoff ReportClusterRank
    PrintAsciiColumnHeaders ResultsTitle CutoffClusterLinelistCSV LineListIndividualCache
    EmailAlwaysSummary EmailAlwaysRecipients EmailCutoffSummary EmailCutoffRecipients
    EmailCutoffValue EmailAttachResults EmailIncludeResults CustomEmail CustomEmailSubjectLine
    CustomEmailMessageBody EllipseShapes EllipseAngles SimulatedDataInputFilename
    PrintSimulatedDataToFile SimulatedDataOutputFilename SuppressWarnings LogRunToHistoryFile
    ExecutionType Version
    """
}
