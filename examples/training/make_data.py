"""Cuts the small test and calibration sets of the examples out of Fashion-MNIST.

    python3 make_data.py [--data FOLDER] [--output FOLDER]

The test set is the first 1,000 test images, in their order. The calibration set is 256 training images,
drawn with a fixed seed and as balanced over the ten classes as 256 allows.
"""

import argparse
import os

import numpy

import idx
from train import DEFAULT_DATA

TEST_IMAGES = 1000
CALIBRATION_IMAGES = 256
SEED = 20


def balanced_choice(labels, count, seed):
    """Ascending positions of `count` labels, no class having more than one more than another."""
    random = numpy.random.RandomState(seed)  # whose stream NumPy promises never to change
    classes = numpy.unique(labels)
    chosen = []
    for place, label in enumerate(classes):
        share = count // len(classes) + (place < count % len(classes))
        chosen.extend(random.permutation(numpy.flatnonzero(labels == label))[:share])
    return numpy.sort(chosen)


def write(folder, name, images, labels):
    """NAME-images-idx3-ubyte.gz and NAME-labels-idx1-ubyte.gz."""
    idx.write(os.path.join(folder, f"{name}-images-idx3-ubyte.gz"), images)
    idx.write(os.path.join(folder, f"{name}-labels-idx1-ubyte.gz"), labels)


def main():
    parser = argparse.ArgumentParser(description="Cuts test and calibration data out of Fashion-MNIST.")
    parser.add_argument("--data", default=DEFAULT_DATA)
    parser.add_argument("--output", default="../data")
    arguments = parser.parse_args()

    def source(part, kind):
        return idx.read(os.path.join(arguments.data, f"{part}-{kind}-ubyte.gz"))

    os.makedirs(arguments.output, exist_ok=True)
    images, labels = source("t10k", "images-idx3"), source("t10k", "labels-idx1")
    write(arguments.output, "fashion-test", images[:TEST_IMAGES], labels[:TEST_IMAGES])
    images, labels = source("train", "images-idx3"), source("train", "labels-idx1")
    chosen = balanced_choice(labels, CALIBRATION_IMAGES, SEED)
    write(arguments.output, "fashion-calibration", images[chosen], labels[chosen])


if __name__ == "__main__":
    main()
