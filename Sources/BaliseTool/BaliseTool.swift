import BaliseCommands

@main
struct BaliseTool {
  static func main() {
    KeptMemory.begin()
    BaliseCommand.run(arguments: Array(CommandLine.arguments.dropFirst()))
  }
}
