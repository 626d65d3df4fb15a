"""Photos: ten pictures that Python packages carry, and where each comes from."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from PIL import Image

from partwise.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture inside an installed package.

    Parameters
    ----------
    package, place
        The module and the file's path in it.
    credit
        Who made it, and under what terms, as its package tells.
    """

    package: str
    place: str
    credit: str

    @property
    def name(self) -> str:
        """File name, such as ``chelsea.png``."""
        return self.place.rpartition("/")[2]

    def open(self) -> Image.Image:
        """Read the picture as 8-bit RGB.

        Raises
        ------
        CallError
            If the package is not installed or has no such file.
        """
        try:
            with files(self.package).joinpath(self.place).open("rb") as file:
                return Image.open(file).convert("RGB")
        except (ModuleNotFoundError, FileNotFoundError) as error:
            raise CallError(
                f"the demo's photo {self.name!r} comes with {self.package}, which is not installed "
                "or no longer carries it. `pip install 'partwise[demo]'` brings it."
            ) from error


_SKIMAGE, _SKLEARN = "skimage", "sklearn"

#: The photos, with the names under which `parts.json` has their parts.
PHOTOS: Sequence[Photo] = (
    Photo(_SKIMAGE, "data/astronaut.png", "NASA, Eileen Collins; public domain"),
    Photo(_SKIMAGE, "data/camera.png", "Lav Varshney; CC0"),
    Photo(_SKIMAGE, "data/chelsea.png", "Stéfan van der Walt; CC0"),
    Photo(_SKIMAGE, "data/coffee.png", "Rachel Michetti, Pikolo Espresso Bar; CC0"),
    Photo(_SKIMAGE, "data/coins.png", "Brooklyn Museum; no known copyright restrictions"),
    Photo(_SKIMAGE, "data/motorcycle_left.png", "Scharstein et al., Middlebury 2014 stereo data"),
    Photo(_SKIMAGE, "data/rocket.jpg", "SpaceX; public domain"),
    Photo(_SKLEARN, "datasets/images/china.jpg", "danielbuechele, Flickr; CC BY 2.0"),
    Photo(_SKLEARN, "datasets/images/flower.jpg", "vultilion, Flickr; CC BY 2.0"),
    Photo("matplotlib", "mpl-data/sample_data/grace_hopper.jpg", "US Navy; public domain"),
)
