import BaliseCommands

@main
struct BaliseTool {
  static func main() {
    BaliseCommand.run(arguments: Array(CommandLine.arguments.dropFirst()))
  }
}
