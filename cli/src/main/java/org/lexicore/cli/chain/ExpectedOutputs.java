package org.lexicore.cli.chain;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.lexicore.cli.chain.Occasions.Occasion;

/**
 * What the reference executor makes of each sample: once, however often it runs, and while the machine is simulated.
 */
final class ExpectedOutputs {
  /** By a sample's first input: occasions share the array if they share the sample. */
  private final Map<int[], FutureTask<List<int[]>>> bySample = new IdentityHashMap<>();

  /** Begins with the samples of {@code occasions}, one after the other on a thread of their own. */
  ExpectedOutputs(Occasions occasions) {
    occasions.inOrder().forEach(occasion ->
        bySample.computeIfAbsent(occasion.inputs().getFirst(), sample -> new FutureTask<>(occasion::expected)));
    List<FutureTask<List<int[]>>> inOrder = occasions.inOrder().stream().map(this::task).distinct().toList();
    Thread.ofPlatform().daemon().name("reference").start(() -> inOrder.forEach(FutureTask::run));
  }

  /** The outputs of {@code occasion}. */
  List<int[]> of(Occasion occasion) {
    try {
      return task(occasion).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw (Error) e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private FutureTask<List<int[]>> task(Occasion occasion) {
    return bySample.get(occasion.inputs().getFirst());
  }
}
