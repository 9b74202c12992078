package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * A layer's part in an inference; the cycles of all layers add up to those of the inference.
 *
 * @param weights how they are stored: {@code int8} or {@code k=…, d=…}
 * @param macs multiplications in the array, padding included
 * @param cycles from the previous layer's last multiplication to this layer's
 * @param stallCycles what the array did in them; results of earlier versions do not say
 * @param utilisation multiply-accumulates per multiplier and cycle, 0 to 1
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LayerCost(
    String name, String weights, long macs, long cycles, Optional<ArrayCycles> stallCycles, double utilisation,
    DramBytes dramBytes) {}
