# pages
places-title = Places
places-search = Name, initials or code of an area
places-search-hint = Many places share a name, so every result carries its path. Several words narrow it down: county, then township.
places-search-button = Search
places-search-clear = Clear
places-found = { $n ->
    [0] Nothing found for “{ $q }”
    [one] One area for “{ $q }”
   *[other] { $n } areas for “{ $q }”
}
places-found-nothing-hint = Try the initials, a part of the name, or the first digits of the code.
places-outside-city = outside the city
places-areas-in = { $n ->
    [one] One area in it
   *[other] { $n } areas in it
}
places-no-areas-in = No areas below this one
places-outlined = outline known
places-column-name = Name
places-column-code = Code
places-column-level = Level
places-column-path = Where
places-column-within = Areas in it
places-take-out = Areas as XLSX
places-areas-of = Areas of { $name }
places-level-province = Province
places-level-city = City
places-level-county = County
places-level-township = Township
places-level-village = Village
places-official-name = Official name
places-map = Map of boundaries
places-map-hint = Choose a spot to fill in its WGS 84 coordinates below. Without the map, the list holds the same.
places-map-review = For work inside the office. Not reviewed for publication.
places-map-none = The city has no boundaries yet.

# a point
places-point = Look up a point
places-point-lat = Latitude
places-point-lon = Longitude
places-point-datum = Datum
places-point-button = Look up
places-datum-wgs84 = WGS 84 (satellite)
places-datum-gcj02 = GCJ-02 (Amap, Tencent)
places-datum-bd09 = BD-09 (Baidu)
places-point-pin = The point looked up
places-point-inside = In { $path }
places-point-edge = Exactly on a boundary, in all of: { $paths }
places-point-outside = Outside the city. Record it as usual; it is marked and can be passed on.
places-point-unknown = No boundaries are known, so nobody can say where this is.
places-point-wgs84 = WGS 84: latitude { $lat }, longitude { $lon }
places-point-moved = Converted from { $datum }, { $metres } m apart
places-resolved-to-city = Boundaries end at the city: resolved to city
places-resolved-to-county = Boundaries end at the county: resolved to county
places-resolved-to-township = Boundaries reach the township: resolved to township
places-resolved-to-village = Boundaries reach the village: resolved to village

# data in force
places-files = Data in force
places-file-profile = City
places-file-areas = Areas
places-file-boundaries = Boundaries
places-file-entries = { $n ->
    [one] One entry
   *[other] { $n } entries
}
places-file-at = Adopted
places-file-by = By
places-file-hash = Checksum

# API
places-api-list = Search areas
places-api-area = One area with those above and below it
places-api-at = Where a point lies
places-api-boundaries = Boundaries as GeoJSON
places-api-pin = One point as GeoJSON, for maps
places-api-mentions = Areas that a text names

# refusals
places-refusal-half-a-point = Latitude and longitude only come together
places-refusal-not-on-earth = Latitude is −90 to 90 degrees, longitude −180 to 180
places-refusal-exchanged = Latitude and longitude are exchanged
places-hint-exchanged = Swap the two numbers
places-refusal-unknown-datum = No datum is called “{ $datum }”
places-hint-datums = Use wgs84, gcj02 or bd09; wgs84 is taken where none is given
places-refusal-not-an-area = “{ $code }” is not the code of an area
places-refusal-unknown-area = The city has no area { $code }
places-hint-choose-area = Choose one from the list, or leave it empty and describe the place
places-refusal-too-many-areas = At most { $most } areas
places-refusal-text-too-long = A place has at most { $most } characters
places-refusal-another-city = This installation belongs to { $ours }; the data are of { $given }
places-refusal-outlines-missing = The city has boundaries, and the new data have none
places-refusal-unreadable = The file { $file } cannot be read (at { $at }): { $why }
