package org.lexicore.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.chain.PlainModel;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.compiler.format.CompressedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore decompress}. */
@Command(
    name = "decompress",
    mixinStandardHelpOptions = true,
    description = "Writes a compressed network as a plain ONNX file with float weights, which any tool can run.",
    footer = {"", "Example:", "  lexicore decompress compressed/resnet -o plain.onnx"})
public final class Decompress implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMPRESSED", description = "The compressed network's folder or .zip.")
  private Path network;

  @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "The ONNX file to write.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    CompressedNetwork opened = Networks.read(network);
    PlainModel.write(opened.graph(), output);
    spec.commandLine().getOut().println("wrote " + output);
    return ExitStatus.DONE;
  }
}
