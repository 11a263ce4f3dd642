import ArgumentParser

/// Whether a verb of `balise hotspots` asks whose word its hotspots rest on.
struct FragilityOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Tell what becomes of each hotspot without each source, kind of source, party or grade.",
      discussion: "A record stays while another source asserts it. Takes a test for each of them."))
  var fragility = false
}
