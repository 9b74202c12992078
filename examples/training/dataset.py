"""Fashion-MNIST as tensors, and the random crops and flips it is trained with."""

import os

import torch
from torch.nn import functional

import idx


def load(folder, part):
    """Raw images as uint8 [N, 1, 28, 28] and labels as int64 [N]; part is "train" or "t10k"."""
    images = idx.read(os.path.join(folder, f"{part}-images-idx3-ubyte.gz"))
    labels = idx.read(os.path.join(folder, f"{part}-labels-idx1-ubyte.gz"))
    return torch.tensor(images).unsqueeze(1), torch.tensor(labels, dtype=torch.int64)


def normalise(images, recipe):
    """real = (pixel - mean) / std, with pixels from 0 to 255."""
    return (images.float() - recipe.mean) / recipe.std


def crop_and_flip(images, margin, generator):
    """Shifts every image by up to `margin` pixels each way, filling with black, and mirrors half of them."""
    count, _, height, width = images.shape
    padded = functional.pad(images, [margin] * 4)[:, 0]
    top = torch.randint(0, 2 * margin + 1, (count, 1), generator=generator)
    left = torch.randint(0, 2 * margin + 1, (count, 1), generator=generator)
    mirrored = torch.rand(count, 1, generator=generator) < 0.5
    rows = top + torch.arange(height)
    columns = torch.arange(width).expand(count, width)
    columns = left + torch.where(mirrored, width - 1 - columns, columns)
    samples = torch.arange(count).view(-1, 1, 1)
    return padded[samples, rows.unsqueeze(2), columns.unsqueeze(1)].unsqueeze(1)
