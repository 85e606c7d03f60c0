/// All endpoints of the service, except the files of the page.
///
/// A capability adds the endpoints of its routes file here, and its schemas to ``Schemas``; route,
/// checks, description and types follow. Afterwards `zhitu api types` writes `Web/types/api.d.ts`.
package enum EndpointTable {
  /// The prefix of all addresses of this version.
  static let root = "/api/v1"

  static let all: [Endpoint] = [
    DescriptionRoutes.endpoints, WorkspaceRoutes.endpoints, LayerRoutes.endpoints,
    TileRoutes.endpoints, FlowRoutes.endpoints, VerdictRoutes.endpoints, TrialRoutes.endpoints,
    RuleRoutes.endpoints, RuleFileRoutes.endpoints, RuleTrialRoutes.endpoints,
    ImportRoutes.endpoints, CheckRoutes.endpoints, PlanRoutes.endpoints, VerifyRoutes.endpoints,
    JobRoutes.endpoints, FeatureRoutes.endpoints, GroundRoutes.endpoints, ExportRoutes.endpoints,
    ActingRoutes.endpoints, ProblemRoutes.endpoints, CaseRoutes.endpoints, HistoryRoutes.endpoints,
    LogProofRoutes.endpoints,
    SessionRoutes.endpoints, DirectoryRoutes.endpoints, AuditRoutes.endpoints,
    LevelRoutes.endpoints, TokenRoutes.endpoints, DiagnosisRoutes.endpoints, SearchRoutes.endpoints,
    TableRoutes.endpoints, UploadRoutes.endpoints, SampleRoutes.endpoints, DrawingRoutes.endpoints,
    ScenarioRoutes.endpoints, QuotaRoutes.endpoints, QuotaActRoutes.endpoints,
    QuotaHistoryRoutes.endpoints,
    FundRoutes.endpoints, PlanFileRoutes.endpoints,
    PaymentRoutes.endpoints, SharingRoutes.endpoints, ProjectRoutes.endpoints,
    MonitoringRoutes.endpoints, ChoiceRoutes.endpoints, StudyRoutes.endpoints,
    PotentialRoutes.endpoints, AnswerRoutes.endpoints, BoardRoutes.endpoints,
    RankingRoutes.endpoints,
    PlanningRoutes.endpoints, DistrictRoutes.endpoints, PotentialProjectRoutes.endpoints,
    WorksRoutes.endpoints, DocumentRoutes.endpoints, RefreshRoutes.endpoints,
    ImageRoutes.endpoints,
    AdjustmentRoutes.endpoints, ApplicationRoutes.endpoints, ScoreRoutes.endpoints,
    NoticeRoutes.endpoints,
    BaseMapRoutes.endpoints, PackageRoutes.endpoints, LineRoutes.endpoints,
    StandingOrderRoutes.endpoints, ToolRoutes.endpoints, CheckPlotRoutes.endpoints,
    IncrementRoutes.endpoints,
  ].flatMap(\.self)
}
