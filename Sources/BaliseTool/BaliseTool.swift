@main
struct BaliseTool {
  static func main() {}
}
