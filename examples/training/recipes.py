"""What to train and how: one recipe for each example network."""

from dataclasses import dataclass
from typing import Callable

import networks


@dataclass(frozen=True)
class Recipe:
    """A network and its training; the rate is the peak of a one-cycle schedule."""

    name: str  # of the ONNX file
    build: Callable
    epochs: int
    rate: float
    margin: int  # pixels of random shift
    mean: float  # of raw pixels, 0 to 255
    std: float
    batch: int = 128
    weight_decay: float = 5e-4
    label_smoothing: float = 0.05
    seed: int = 20


# Mean and standard deviation of the 60,000 training images.
MEAN, STD = 72.94, 90.02

RECIPES = [
    Recipe("tiny-cnn", networks.TinyCnn, epochs=2, rate=0.1, margin=1, mean=MEAN, std=STD),
    Recipe("resnet20-fashion", networks.resnet20, epochs=12, rate=0.15, margin=2, mean=MEAN, std=STD),
    # Pixels from 0 to 1 without a mean: here an unsigned 8-bit input loses nothing in quantisation.
    Recipe("vgg-fashion", networks.vgg, epochs=8, rate=0.1, margin=2, mean=0.0, std=255.0),
]


def by_name(name):
    """The recipe of that name."""
    return next(recipe for recipe in RECIPES if recipe.name == name)
