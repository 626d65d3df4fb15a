"""SpRAy: spectral clusters of maps, as many as the gap between eigenvalues says.

Source: Lapuschkin et al. 2019, doi:10.1038/s41467-019-08987-4. A person looks at what the clusters
show; here the reader is told which pictures have the cue, and asks whether clusters know it.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from study.rivals.evidence import Evidence

_SIDE, _MOST = 16, 8


def judge(evidence: Evidence) -> dict[str, float]:
    """Adjusted mutual information of clusters and the cue's presence, from about 0 to 1."""
    from scipy.sparse.csgraph import laplacian
    from sklearn.cluster import SpectralClustering
    from sklearn.metrics import adjusted_mutual_info_score
    from sklearn.neighbors import kneighbors_graph

    small = np.stack(
        [cv2.resize(each, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA) for each in evidence.maps]
    )
    flat = small.reshape(len(small), -1)
    flat = flat / np.abs(flat).max(1, keepdims=True)
    neighbours = max(round(np.log(len(flat))), 2)
    graph = kneighbors_graph(flat, neighbours, include_self=True)
    graph = 0.5 * (graph + graph.T)
    values = np.linalg.eigvalsh(laplacian(graph.toarray(), normed=True))
    count = 2 + int(np.diff(values[: _MOST + 1])[1:].argmax())
    with warnings.catch_warnings():
        # maps that fall apart into groups are what is looked for
        warnings.filterwarnings("ignore", message="Graph is not fully connected")
        found = SpectralClustering(count, affinity="precomputed", random_state=0).fit_predict(graph)
    known = float(adjusted_mutual_info_score(evidence.cued, found))
    return {"spectral clusters of maps": known}
