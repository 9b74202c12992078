package org.lexicore.cli.campaign;

import java.util.List;
import org.lexicore.model.accelerator.Accelerator;

/**
 * An accelerator that all cases of a campaign have, with memories of their own.
 *
 * @param options words of the command line that name it
 */
public record GivenHardware(Accelerator accelerator, List<String> options) {
  public GivenHardware {
    options = List.copyOf(options);
  }
}
