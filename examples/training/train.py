"""Trains the example networks on Fashion-MNIST; an interrupted run goes on after its last whole epoch.

    python3 train.py [NAME ...] [--data FOLDER] [--checkpoints FOLDER] [--threads N]

Every epoch draws from a generator of its own, seeded by recipe and epoch, so that a resumed run and an
uninterrupted one see the same batches.
"""

import argparse
import math
import os
import time

import torch
from torch import nn

import dataset
from recipes import RECIPES, by_name

DEFAULT_DATA = "/usr/share/datasets/fashion-mnist"


def learning_rate(recipe, progress):
    """Rises linearly over the first quarter of the training, then falls as a cosine to nearly nothing."""
    if progress < 0.25:
        return recipe.rate * (0.04 + 0.96 * progress / 0.25)
    return recipe.rate * (0.001 + 0.999 * 0.5 * (1 + math.cos(math.pi * (progress - 0.25) / 0.75)))


def train_epoch(recipe, network, optimiser, images, labels, epoch):
    """One pass over the training set; returns the mean loss."""
    generator = torch.Generator().manual_seed(recipe.seed * 1000 + epoch)
    order = torch.randperm(len(labels), generator=generator)
    batches = order[: len(order) // recipe.batch * recipe.batch].view(-1, recipe.batch)
    criterion = nn.CrossEntropyLoss(label_smoothing=recipe.label_smoothing)
    network.train()
    total = 0.0
    for step, batch in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(recipe, (epoch + step / len(batches)) / recipe.epochs)
        pixels = dataset.crop_and_flip(images[batch], recipe.margin, generator)
        inputs = dataset.normalise(pixels, recipe).contiguous(memory_format=torch.channels_last)
        optimiser.zero_grad()
        loss = criterion(network(inputs), labels[batch])
        loss.backward()
        optimiser.step()
        total += loss.item()
    return total / len(batches)


def accuracy(recipe, network, images, labels):
    """The share of images whose largest logit is their label, in percent."""
    network.eval()
    correct = 0
    with torch.no_grad():
        for part, expected in zip(images.split(500), labels.split(500)):
            correct += (network(dataset.normalise(part, recipe)).argmax(1) == expected).sum().item()
    return 100.0 * correct / len(labels)


def save(path, state):
    """Writes beside and renames, so that an interruption leaves the previous checkpoint whole."""
    torch.save(state, path + ".new")
    os.replace(path + ".new", path)


def train(recipe, data, checkpoints):
    """Trains one network to its last epoch and leaves NAME.pt, from which a next call would go on."""
    torch.manual_seed(recipe.seed)
    network = recipe.build().to(memory_format=torch.channels_last)
    optimiser = torch.optim.SGD(
        network.parameters(), recipe.rate, momentum=0.9, nesterov=True, weight_decay=recipe.weight_decay)
    path = os.path.join(checkpoints, recipe.name + ".pt")
    first, seconds = 0, 0.0
    if os.path.exists(path):
        state = torch.load(path)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        first, seconds = state["epochs"], state["seconds"]
    for epoch in range(first, recipe.epochs):
        start = time.monotonic()
        loss = train_epoch(recipe, network, optimiser, *data["train"], epoch)
        seconds += time.monotonic() - start
        save(path, {"network": network.state_dict(), "optimiser": optimiser.state_dict(),
                    "epochs": epoch + 1, "seconds": seconds})
        top1 = accuracy(recipe, network, *data["t10k"])
        print(f"{recipe.name}: epoch {epoch + 1}/{recipe.epochs}, loss {loss:.4f}, "
              f"test top-1 {top1:.2f} %, {seconds:.0f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description="Trains the example networks on Fashion-MNIST.")
    parser.add_argument("names", nargs="*", default=[recipe.name for recipe in RECIPES])
    parser.add_argument("--data", default=DEFAULT_DATA)
    parser.add_argument("--checkpoints", default="checkpoints")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.use_deterministic_algorithms(True)
    torch.set_flush_denormal(True)
    os.makedirs(arguments.checkpoints, exist_ok=True)
    data = {part: dataset.load(arguments.data, part) for part in ("train", "t10k")}
    for name in arguments.names:
        train(by_name(name), data, arguments.checkpoints)


if __name__ == "__main__":
    main()
