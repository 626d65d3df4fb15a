// node_modules/svelte/src/internal/shared/utils.js
var e = Array.isArray, t = Array.prototype.indexOf, n = Array.prototype.includes, r = Array.from, i = Object.defineProperty, a = Object.getOwnPropertyDescriptor, o = Object.getOwnPropertyDescriptors, s = Object.prototype, c = Array.prototype, l = Object.getPrototypeOf, u = Object.isExtensible, d = () => {};
function f(e) {
	return typeof e?.then == "function";
}
function p(e) {
	for (var t = 0; t < e.length; t++) e[t]();
}
function m() {
	var e, t;
	return {
		promise: new Promise((n, r) => {
			e = n, t = r;
		}),
		resolve: e,
		reject: t
	};
}
function h(e, t) {
	if (Array.isArray(e)) return e;
	if (t === void 0 || !(Symbol.iterator in e)) return Array.from(e);
	let n = [];
	for (let r of e) if (n.push(r), n.length === t) break;
	return n;
}
var g = 1024, _ = 2048, v = 4096, y = 8192, b = 16384, x = 32768, S = 1 << 25, ee = 65536, C = 1 << 19, te = 1 << 20, w = 1 << 25, ne = 1 << 21, re = 1 << 22, ie = 1 << 23, ae = Symbol("$state"), oe = Symbol("component"), se = Symbol("legacy props"), ce = Symbol(""), le = Symbol("attributes"), ue = Symbol("class"), de = Symbol("style"), fe = Symbol("text"), pe = Symbol("form reset"), me = new class extends Error {
	name = "StaleReactionError";
	message = "The reaction that called `getAbortSignal()` was re-run or destroyed";
}(), he = !!globalThis.document?.contentType && /* @__PURE__ */ globalThis.document.contentType.includes("xml"), ge = {}, T = Symbol("uninitialized"), _e = "http://www.w3.org/1999/xhtml";
function ve() {
	console.warn("https://svelte.dev/e/derived_inert");
}
function ye(e) {
	console.warn("https://svelte.dev/e/hydration_mismatch");
}
function be() {
	console.warn("https://svelte.dev/e/select_multiple_invalid_value");
}
function xe() {
	console.warn("https://svelte.dev/e/svelte_boundary_reset_noop");
}
// node_modules/svelte/src/internal/client/dom/hydration.js
var E = !1;
function Se(e) {
	E = e;
}
var D;
function Ce(e) {
	if (e === null) throw ye(), ge;
	return D = e;
}
function we() {
	return Ce(/* @__PURE__ */ tn(D));
}
function O(e) {
	if (E) {
		if (/* @__PURE__ */ tn(D) !== null) throw ye(), ge;
		D = e;
	}
}
function Te(e = 1) {
	if (E) {
		for (var t = e, n = D; t--;) n = /* @__PURE__ */ tn(n);
		D = n;
	}
}
function Ee(e = !0) {
	for (var t = 0, n = D;;) {
		if (n.nodeType === 8) {
			var r = n.data;
			if (r === "]") {
				if (t === 0) return n;
				--t;
			} else (r === "[" || r === "[!" || r[0] === "[" && !isNaN(Number(r.slice(1)))) && (t += 1);
		}
		var i = /* @__PURE__ */ tn(n);
		e && n.remove(), n = i;
	}
}
function De(e) {
	if (!e || e.nodeType !== 8) throw ye(), ge;
	return e.data;
}
// node_modules/svelte/src/internal/client/reactivity/equality.js
function Oe(e) {
	return e === this.v;
}
function ke(e, t) {
	return e == e ? e !== t || typeof e == "object" && !!e || typeof e == "function" : t == t;
}
function Ae(e) {
	return !ke(e, this.v);
}
// node_modules/svelte/src/internal/client/errors.js
function je() {
	throw Error("https://svelte.dev/e/async_derived_orphan");
}
function Me(e, t, n) {
	throw Error("https://svelte.dev/e/each_key_duplicate");
}
function Ne(e) {
	throw Error("https://svelte.dev/e/effect_in_teardown");
}
function Pe() {
	throw Error("https://svelte.dev/e/effect_in_unowned_derived");
}
function Fe(e) {
	throw Error("https://svelte.dev/e/effect_orphan");
}
function Ie() {
	throw Error("https://svelte.dev/e/effect_update_depth_exceeded");
}
function Le(e) {
	throw Error("https://svelte.dev/e/props_invalid_value");
}
function Re() {
	throw Error("https://svelte.dev/e/state_descriptors_fixed");
}
function ze() {
	throw Error("https://svelte.dev/e/state_prototype_fixed");
}
function Be() {
	throw Error("https://svelte.dev/e/state_unsafe_mutation");
}
function Ve() {
	throw Error("https://svelte.dev/e/svelte_boundary_reset_onerror");
}
// node_modules/svelte/src/internal/client/context.js
var He = null;
function Ue(e) {
	He = e;
}
function k(e, t = !1, n) {
	He = {
		p: He,
		i: !1,
		c: null,
		e: null,
		s: e,
		x: null,
		r: V,
		l: null
	};
}
function A(e) {
	var t = He, n = t.e;
	if (n !== null) {
		t.e = null;
		for (var r of n) hn(r);
	}
	return e !== void 0 && (t.x = e), t.i = !0, He = t.p, We(e);
}
function We(e = {}) {
	return i(e, oe, { value: !0 }), e;
}
function Ge() {
	return !0;
}
// node_modules/svelte/src/internal/client/dom/task.js
var Ke = [];
function qe() {
	var e = Ke;
	Ke = [], p(e);
}
function Je(e) {
	if (Ke.length === 0 && !yt) {
		var t = Ke;
		queueMicrotask(() => {
			t === Ke && qe();
		});
	}
	Ke.push(e);
}
function Ye() {
	for (; Ke.length > 0;) qe();
}
// node_modules/svelte/src/internal/client/reactivity/status.js
var Xe = ~(_ | v | g);
function j(e, t) {
	e.f = e.f & Xe | t;
}
function Ze(e) {
	e.f & 512 || e.deps === null ? j(e, g) : j(e, v);
}
// node_modules/svelte/src/internal/client/reactivity/utils.js
function Qe(e, t) {
	e.f & 2048 ? t.set(e, _) : e.f & 4096 && t.get(e) !== 2048 && t.set(e, v), j(e, g);
}
// node_modules/svelte/src/internal/client/dom/elements/misc.js
var $e = !1;
function et() {
	$e || ($e = !0, document.addEventListener("reset", (e) => {
		Promise.resolve().then(() => {
			if (!e.defaultPrevented) for (let t of e.target.elements) t[pe]?.();
		});
	}, { capture: !0 }));
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/shared.js
function tt(e) {
	var t = B, n = V;
	Ln(null), Rn(null);
	try {
		return e();
	} finally {
		Ln(t), Rn(n);
	}
}
// node_modules/svelte/src/internal/client/reactivity/async.js
function nt(e, t, n, r) {
	let i = Ge() ? ot : lt;
	var a = e.filter((e) => !e.settled), o = t.map(i);
	if (n.length === 0 && a.length === 0) {
		r(o);
		return;
	}
	var s = V, c = rt(), l = a.length === 1 ? a[0].promise : a.length > 1 ? Promise.all(a.map((e) => e.promise)) : null;
	function u(e) {
		if (!(s.f & 16384)) {
			c();
			try {
				r([...o, ...e]);
			} catch (e) {
				cn(e, s);
			}
			it();
		}
	}
	var d = at();
	if (n.length === 0) {
		l.then(() => u([])).finally(d);
		return;
	}
	function f() {
		Promise.all(n.map((e) => /* @__PURE__ */ ct(e))).then(u).catch((e) => cn(e, s)).finally(d);
	}
	l ? l.then(() => {
		s.f & 16384 ? d() : (c(), f(), it());
	}) : f();
}
function rt() {
	var e = V, t = B, n = He, r = N;
	return function(i = !0) {
		Rn(e), Ln(t), Ue(n), i && !(e.f & 16384) && (r?.activate(), r?.apply());
	};
}
function it(e = !0) {
	Rn(null), Ln(null), Ue(null), e && N?.deactivate();
}
function at() {
	var e = V, t = e.b, n = N, r = !!t?.is_rendered();
	return t?.update_pending_count(1, n), n.increment(r, e), () => {
		t?.update_pending_count(-1, n), n.decrement(r, e);
	};
}
/*#__NO_SIDE_EFFECTS__*/
function ot(e) {
	var t = 2 | _;
	return V !== null && (V.f |= C), {
		ctx: He,
		deps: null,
		effects: null,
		equals: Oe,
		f: t,
		fn: e,
		reactions: null,
		rv: 0,
		v: T,
		wv: 0,
		parent: V,
		ac: null
	};
}
var st = Symbol("obsolete");
/*#__NO_SIDE_EFFECTS__*/
function ct(e, t, n) {
	let r = V;
	r === null && je();
	var i = void 0, a = It(T), o = !B, s = /* @__PURE__ */ new Set();
	return vn(() => {
		var t = V, n = m();
		i = n.promise;
		try {
			Promise.resolve(e()).then(n.resolve, (e) => {
				e !== me && n.reject(e);
			}).finally(it);
		} catch (e) {
			n.reject(e), it();
		}
		var c = N;
		if (o) {
			if (t.f & 32768) var l = at();
			if (r.b?.is_rendered()) c.async_deriveds.get(t)?.reject(st);
			else for (let e of s.values()) e.reject(st);
			s.add(n), c.async_deriveds.set(t, n);
		}
		let u = (e, t = void 0) => {
			l?.(), s.delete(n), t !== st && (c.activate(), t ? (a.f |= ie, Vt(a, t)) : (a.f & 8388608 && (a.f ^= ie), Vt(a, e)), c.deactivate());
		};
		n.promise.then(u, (e) => u(null, e || "unknown"));
	}), pn(() => {
		for (let e of s) e.reject(st);
	}), new Promise((e) => {
		function t(n) {
			function r() {
				n === i ? e(a) : t(i);
			}
			n.then(r, r);
		}
		t(i);
	});
}
/*#__NO_SIDE_EFFECTS__*/
function M(e) {
	let t = /* @__PURE__ */ ot(e);
	return Bn(t), t;
}
/*#__NO_SIDE_EFFECTS__*/
function lt(e) {
	let t = /* @__PURE__ */ ot(e);
	return t.equals = Ae, t;
}
function ut(e) {
	var t = e.effects;
	if (t !== null) {
		e.effects = null;
		for (var n = 0; n < t.length; n += 1) Tn(t[n]);
	}
}
function dt(e) {
	var t, n = V, r = e.parent;
	if (!Pn && r !== null && e.v !== T && r.f & 24576) return ve(), e.v;
	Rn(r);
	try {
		ut(e), t = Qn(e);
	} finally {
		Rn(n);
	}
	return t;
}
function ft(e) {
	var t = dt(e);
	!e.equals(t) && (e.wv = Yn(), (!N?.is_fork || e.deps === null) && (N === null ? e.v = t : (N.capture(e, t, !0), gt?.capture(e, t, !0)), e.deps === null)) ? j(e, g) : Pn || (_t === null ? Ze(e) : (fn() || N?.is_fork) && _t.set(e, t));
}
function pt(e) {
	if (e.effects !== null) for (let t of e.effects) (t.teardown || t.ac) && (t.teardown?.(), t.ac !== null && tt(() => {
		t.ac.abort(me), t.ac = null;
	}), t.fn !== null && (t.teardown = d), tr(t, 0), Cn(t));
}
function mt(e) {
	if (e.effects !== null) for (let t of e.effects) t.teardown && t.fn !== null && nr(t);
}
// node_modules/svelte/src/internal/client/reactivity/batch.js
var ht = null, N = null, gt = null, _t = null, vt = null, yt = !1, bt = !1, xt = null, St = null, Ct = 0, wt = 1, Tt = class e {
	id = wt++;
	started = !1;
	linked = !0;
	prev = null;
	next = null;
	async_deriveds = /* @__PURE__ */ new Map();
	current = /* @__PURE__ */ new Map();
	previous = /* @__PURE__ */ new Map();
	#e = /* @__PURE__ */ new Set();
	#t = /* @__PURE__ */ new Set();
	#n = 0;
	#r = /* @__PURE__ */ new Map();
	#i = null;
	#a = [];
	#o = [];
	#s = /* @__PURE__ */ new Map();
	#c = /* @__PURE__ */ new Map();
	#l = /* @__PURE__ */ new Set();
	is_fork = !1;
	#u = !1;
	constructor() {
		ht === null ? ht = this : (ht.next = this, this.prev = ht), ht = this;
	}
	#d() {
		if (this.is_fork) return !0;
		for (let e of this.#r.keys()) if (!this.#f(e)) return !0;
		return !1;
	}
	#f(e) {
		for (var t = e; t !== null; t = t.parent) if (this.#c.has(t)) return !0;
		return !1;
	}
	skip_effect(e) {
		this.#c.has(e) || this.#c.set(e, {
			d: [],
			m: []
		}), this.#l.delete(e);
	}
	unskip_effect(e, t = (e) => this.schedule(e)) {
		var n = this.#c.get(e);
		if (n) {
			this.#c.delete(e);
			for (var r of n.d) j(r, _), t(r);
			for (r of n.m) j(r, v), t(r);
		}
		this.#l.add(e);
	}
	#p() {
		var e = [];
		for (let i of this.#a) if (!(i.f & 16384 || !(i.f & 6144))) {
			for (var t = i, n = !1; t.parent !== null;) {
				t = t.parent;
				var r = t.f;
				if (r & 96) {
					if (!(r & 1024)) {
						n = !0;
						break;
					}
					t.f ^= g;
				}
			}
			n || e.push(t);
		}
		return this.#a = [], e;
	}
	#m() {
		this.started = !0;
		for (let [e, t] of this.#s) j(e, t), this.schedule(e);
		this.apply();
		for (var t = xt = [], n = [], r = St = []; this.#a.length > 0;) {
			Ct++ > 1e3 && (this.#b(), Dt());
			for (let e of this.#p()) try {
				this.#h(e, t, n);
			} catch (t) {
				throw Mt(e), this.#d() || this.discard(), t;
			}
		}
		if (N = null, r.length > 0) {
			var i = e.ensure();
			for (let e of r) i.schedule(e);
		}
		if (xt = null, St = null, this.#d()) {
			this.#y(n), this.#y(t);
			for (let [e, t] of this.#c) jt(e, t);
			r.length > 0 && N.#m();
			return;
		}
		let a = this.#g();
		if (a) this.#y(n), this.#y(t), a.#v(this);
		else {
			this.#s.clear();
			for (let e of this.#e) e(this);
			this.#e.clear(), gt = this, kt(n), kt(t), gt = null, this.#i?.resolve();
			var o = N;
			this.#n === 0 && (this.#a.length === 0 || o !== null) && this.#b(), o !== null && (Pt.clear(), o.#m());
		}
	}
	#h(e, t, n) {
		e.f ^= g;
		for (var r = e.first; r !== null;) {
			var i = r.f, a = !!(i & 96);
			if (!(a && i & 1024 || i & 8192 || this.#c.has(r)) && r.fn !== null) {
				a ? r.f ^= g : i & 4 ? t.push(r) : Xn(r) && (i & 16 && this.add_dirty_reaction(r, v), nr(r));
				var o = r.first;
				if (o !== null) {
					r = o;
					continue;
				}
			}
			for (; r !== null;) {
				var s = r.next;
				if (s !== null) {
					r = s;
					break;
				}
				r = r.parent;
			}
		}
	}
	#g() {
		for (var e = this.prev; e !== null; e = e.prev) if (!e.is_fork && this.#_(e)) return e;
		return null;
	}
	#_(e) {
		for (let [t, [, n]] of this.current) if (!n && e.current.has(t)) return !0;
		return !1;
	}
	#v(e) {
		for (let [t, n] of e.current) !this.previous.has(t) && e.previous.has(t) && this.previous.set(t, e.previous.get(t)), this.current.set(t, n);
		for (let [t, n] of e.async_deriveds) {
			let e = this.async_deriveds.get(t);
			e && n.promise.then(e.resolve).catch(e.reject);
		}
		e.async_deriveds.clear(), this.transfer_reactions(e.#s);
		let t = (e) => {
			var n = e.reactions;
			if (n !== null && !(e.f & 2 && !(e.f & 6144))) for (let e of n) {
				var r = e.f;
				if (r & 2) t(e);
				else {
					var i = e;
					r & 4194320 && !this.async_deriveds.has(i) && (this.#s.delete(i), j(i, _), this.schedule(i));
				}
			}
		};
		for (let e of this.current.keys()) t(e);
		this.oncommit(() => e.discard()), e.#b(), N = this, this.#m();
	}
	#y(e) {
		for (var t = 0; t < e.length; t += 1) Qe(e[t], this.#s);
	}
	capture(e, t, n = !1) {
		e.v !== T && !this.previous.has(e) && this.previous.set(e, e.v), e.f & 8388608 || (this.current.set(e, [t, n]), _t?.set(e, t)), this.is_fork || (e.v = t);
	}
	activate() {
		N = this;
	}
	deactivate() {
		N = null, _t = null;
	}
	flush() {
		try {
			bt = !0, N = this, this.#m();
		} finally {
			Ct = 0, vt = null, xt = null, St = null, bt = !1, N = null, _t = null, Pt.clear();
		}
	}
	discard() {
		for (let e of this.#t) e(this);
		this.#t.clear();
		for (let e of this.async_deriveds.values()) e.reject(st);
		this.#b(), this.#i?.resolve();
	}
	register_created_effect(e) {
		this.#o.push(e);
	}
	increment(e, t) {
		if (this.#n += 1, e) {
			let e = this.#r.get(t) ?? 0;
			this.#r.set(t, e + 1);
		}
	}
	decrement(e, t) {
		if (--this.#n, e) {
			let e = this.#r.get(t) ?? 0;
			e === 1 ? this.#r.delete(t) : this.#r.set(t, e - 1);
		}
		this.#u || (this.#u = !0, Je(() => {
			this.#u = !1, this.linked && this.flush();
		}));
	}
	transfer_reactions(e) {
		for (let [t, n] of e) this.add_dirty_reaction(t, n);
		e.clear();
	}
	add_dirty_reaction(e, t) {
		(t === 2048 || this.#s.get(e) !== 2048) && this.#s.set(e, t);
	}
	oncommit(e) {
		this.#e.add(e);
	}
	ondiscard(e) {
		this.#t.add(e);
	}
	settled() {
		return (this.#i ??= m()).promise;
	}
	static ensure() {
		if (N === null) {
			let t = N = new e();
			!bt && !yt && Je(() => {
				t.started || t.flush();
			});
		}
		return N;
	}
	apply() {
		_t = null;
	}
	schedule(e) {
		vt = e, e.b?.is_pending && e.f & 16777228 && !(e.f & 32768) ? e.b.defer_effect(e) : this.#a.push(e);
	}
	#b() {
		if (this.linked) {
			var e = this.prev, t = this.next;
			e === null || (e.next = t), t === null ? ht = e : t.prev = e, this.linked = !1;
		}
	}
};
function Et(e) {
	var t = yt, n = gt;
	gt = null, yt = !0;
	try {
		var r;
		for (e && (Et(), r = e());;) {
			if (Ye(), N === null) return r;
			N.flush();
		}
	} finally {
		yt = t, gt = n;
	}
}
function Dt() {
	try {
		Ie();
	} catch (e) {
		cn(e, vt);
	}
}
var Ot = null;
function kt(e) {
	var t = e.length;
	if (t !== 0) {
		for (var n = 0; n < t;) {
			var r = e[n++];
			if (!(r.f & 24576) && Xn(r) && (Ot = /* @__PURE__ */ new Set(), nr(r), r.deps === null && r.first === null && r.nodes === null && r.teardown === null && r.ac === null && Dn(r), Ot?.size > 0)) {
				Pt.clear();
				for (let e of Ot) {
					if (e.f & 24576) continue;
					let t = [e], n = e.parent;
					for (; n !== null;) Ot.has(n) && (Ot.delete(n), t.push(n)), n = n.parent;
					for (let e = t.length - 1; e >= 0; e--) {
						let n = t[e];
						n.f & 24576 || nr(n);
					}
				}
				Ot.clear();
			}
		}
		Ot = null;
	}
}
function At(e) {
	N.schedule(e);
}
function jt(e, t) {
	if (!(e.f & 32 && e.f & 1024)) {
		e.f & 2048 ? t.d.push(e) : e.f & 4096 && t.m.push(e), j(e, g);
		for (var n = e.first; n !== null;) jt(n, t), n = n.next;
	}
}
function Mt(e) {
	j(e, g);
	for (var t = e.first; t !== null;) Mt(t), t = t.next;
}
// node_modules/svelte/src/internal/client/reactivity/sources.js
var Nt = /* @__PURE__ */ new Set(), Pt = /* @__PURE__ */ new Map(), Ft = !1;
function It(e, t) {
	return {
		f: 0,
		v: e,
		reactions: null,
		equals: Oe,
		rv: 0,
		wv: 0
	};
}
/*#__NO_SIDE_EFFECTS__*/
function Lt(e, t) {
	let n = It(e, t);
	return Bn(n), n;
}
/*#__NO_SIDE_EFFECTS__*/
function Rt(e, t = !1, n = !0) {
	let r = It(e);
	return t || (r.equals = Ae), r;
}
function P(e, t, n = !1) {
	return B !== null && (!In || B.f & 131072) && Ge() && B.f & 4325394 && (zn === null || !zn.has(e)) && Be(), Vt(e, n ? Gt(t) : t, St);
}
var zt = null, Bt = 0;
function Vt(e, t, n = null) {
	if (!e.equals(t)) {
		Pn ? Pt.set(e, t) : Pt.has(e) || Pt.set(e, e.v);
		var r = Tt.ensure();
		if (r.capture(e, t), e.f & 2) {
			let t = e;
			e.f & 2048 && dt(t), _t === null && Ze(t);
		}
		e.wv = Yn(), zt = null, Bt = 0, Wt(e, _, n), zt = null, Ge() && V !== null && V.f & 1024 && !(V.f & 96) && (Un === null ? Wn([e]) : Un.push(e)), !r.is_fork && Nt.size > 0 && !Ft && Ht();
	}
	return t;
}
function Ht() {
	Ft = !1;
	for (let e of Nt) {
		e.f & 1024 && j(e, v);
		let t;
		try {
			t = Xn(e);
		} catch {
			t = !0;
		}
		t && nr(e);
	}
	Nt.clear();
}
function Ut(e) {
	P(e, e.v + 1);
}
function Wt(e, t, n) {
	var r = e.reactions;
	if (r !== null) {
		var i = Ge(), a = r.length;
		if (Bt += a, Bt > 1e5 && zt === null && (zt = /* @__PURE__ */ new Set()), zt !== null) {
			if (zt.has(e)) return;
			zt.add(e);
		}
		for (var o = 0; o < a; o++) {
			var s = r[o], c = s.f;
			if (i || s !== V) {
				var l = (c & _) === 0;
				if (l && j(s, t), c & 131072) Nt.add(s);
				else if (c & 2) {
					var u = s;
					_t?.delete(u), Wt(u, v, n);
				} else if (l) {
					var d = s;
					c & 16 && Ot !== null && Ot.add(d), n === null ? At(d) : n.push(d);
				}
			}
		}
	}
}
function Gt(t) {
	if (typeof t != "object" || !t || ae in t || oe in t) return t;
	let n = l(t);
	if (n !== s && n !== c) return t;
	var r = /* @__PURE__ */ new Map(), i = e(t), o = /* @__PURE__ */ Lt(0), u = null, d = qn, f = (e) => {
		if (qn === d) return e();
		var t = B, n = qn;
		Ln(null), Jn(d);
		var r = e();
		return Ln(t), Jn(n), r;
	};
	return i && r.set("length", /* @__PURE__ */ Lt(t.length, u)), new Proxy(t, {
		defineProperty(e, t, n) {
			"value" in n && n.configurable !== !1 && n.enumerable !== !1 && n.writable !== !1 || Re();
			var i = r.get(t);
			return i === void 0 ? f(() => {
				var e = /* @__PURE__ */ Lt(n.value, u);
				return r.set(t, e), e;
			}) : P(i, n.value, !0), !0;
		},
		deleteProperty(e, t) {
			var n = r.get(t);
			if (n === void 0) {
				if (t in e) {
					let e = f(() => /* @__PURE__ */ Lt(T, u));
					r.set(t, e), Ut(o);
				}
			} else P(n, T), Ut(o);
			return !0;
		},
		get(e, n, i) {
			if (n === ae) return t;
			var o = r.get(n), s = n in e;
			if (o === void 0 && (!s || a(e, n)?.writable) && (o = f(() => /* @__PURE__ */ Lt(Gt(s ? e[n] : T), u)), r.set(n, o)), o !== void 0) {
				var c = H(o);
				return c === T ? void 0 : c;
			}
			return Reflect.get(e, n, i);
		},
		getOwnPropertyDescriptor(e, t) {
			this.has?.(e, t);
			var n = Reflect.getOwnPropertyDescriptor(e, t), i = r.get(t);
			if (i !== void 0) {
				var a = H(i);
				if (a === T) return;
				if (n && "value" in n) n.value = a;
				else return {
					enumerable: !0,
					configurable: !0,
					value: a,
					writable: !0
				};
			}
			return n;
		},
		has(e, t) {
			if (t === ae) return !0;
			var n = r.get(t), i = n !== void 0 && n.v !== T || Reflect.has(e, t);
			return (n !== void 0 || (V !== null || B !== null) && (!i || a(e, t)?.writable)) && (n === void 0 && (n = f(() => /* @__PURE__ */ Lt(i ? Gt(e[t]) : T, u)), r.set(t, n)), H(n) === T) ? !1 : i;
		},
		set(e, t, n, s) {
			var c = r.get(t), l = t in e;
			if (i && t === "length") for (var d = n; d < c.v; d += 1) {
				var p = r.get(d + "");
				p === void 0 ? d in e && (p = f(() => /* @__PURE__ */ Lt(T, u)), r.set(d + "", p)) : P(p, T);
			}
			if (c === void 0) (!l || a(e, t)?.writable) && (c = f(() => /* @__PURE__ */ Lt(void 0, u)), P(c, Gt(n)), r.set(t, c));
			else {
				l = c.v !== T;
				var m = f(() => Gt(n));
				P(c, m);
			}
			var h = Reflect.getOwnPropertyDescriptor(e, t);
			if (h?.set && h.set.call(s, n), !l) {
				if (i && typeof t == "string") {
					var g = r.get("length"), _ = Number(t);
					Number.isInteger(_) && _ >= g.v && P(g, _ + 1);
				}
				Ut(o);
			}
			return !0;
		},
		ownKeys(e) {
			H(o);
			var t = Reflect.ownKeys(e).filter((e) => {
				var t = r.get(e);
				return t === void 0 || t.v !== T;
			});
			for (var [n, i] of r) i.v !== T && !(n in e) && t.push(n);
			return t;
		},
		setPrototypeOf() {
			ze();
		}
	});
}
function Kt(e) {
	try {
		if (typeof e == "object" && e && ae in e) return e[ae];
	} catch {}
	return e;
}
function qt(e, t) {
	return Object.is(Kt(e), Kt(t));
}
var Jt, Yt, Xt, Zt;
function Qt() {
	if (Jt === void 0) {
		Jt = window, Yt = /Firefox/.test(navigator.userAgent);
		var e = Element.prototype, t = Node.prototype, n = Text.prototype;
		Xt = a(t, "firstChild").get, Zt = a(t, "nextSibling").get, u(e) && (e[ue] = void 0, e[le] = null, e[de] = void 0, e.__e = void 0), u(n) && (n[fe] = void 0);
	}
}
function $t(e = "") {
	return document.createTextNode(e);
}
/*@__NO_SIDE_EFFECTS__*/
function en(e) {
	return Xt.call(e);
}
/*@__NO_SIDE_EFFECTS__*/
function tn(e) {
	return Zt.call(e);
}
function F(e, t) {
	if (!E) return /* @__PURE__ */ en(e);
	var n = /* @__PURE__ */ en(D);
	if (n === null) n = D.appendChild($t());
	else if (t && n.nodeType !== 3) {
		var r = $t();
		return n?.before(r), Ce(r), r;
	}
	return t && on(n), Ce(n), n;
}
function I(e, t = !1) {
	if (!E) {
		var n = /* @__PURE__ */ en(e);
		return n instanceof Comment && n.data === "" ? /* @__PURE__ */ tn(n) : n;
	}
	if (t) {
		if (D?.nodeType !== 3) {
			var r = $t();
			return D?.before(r), Ce(r), r;
		}
		on(D);
	}
	return D;
}
function L(e, t = !1) {
	if (!E) return /* @__PURE__ */ en(e);
	var n = F(e, t);
	return O(e), n;
}
function R(e, t = 1, n = !1) {
	let r = E ? D : e;
	for (var i; t--;) i = r, r = /* @__PURE__ */ tn(r);
	if (!E) return r;
	if (n) {
		if (r?.nodeType !== 3) {
			var a = $t();
			return r === null ? i?.after(a) : r.before(a), Ce(a), a;
		}
		on(r);
	}
	return Ce(r), r;
}
function nn(e) {
	e.textContent = "";
}
function rn() {
	return !1;
}
function an(e, t, n) {
	return t == null || t === "http://www.w3.org/1999/xhtml" ? n ? document.createElement(e, { is: n }) : document.createElement(e) : n ? document.createElementNS(t, e, { is: n }) : document.createElementNS(t, e);
}
function on(e) {
	if (e.nodeValue.length < 65536) return;
	let t = e.nextSibling;
	for (; t !== null && t.nodeType === 3;) t.remove(), e.nodeValue += t.nodeValue, t = e.nextSibling;
}
function sn(e) {
	var t = V;
	if (t === null) return B.f |= ie, e;
	if (!(t.f & 32768) && !(t.f & 4)) throw e;
	cn(e, t);
}
function cn(e, t) {
	if (e === ge) throw e;
	if (!(t !== null && t.f & 16384)) {
		for (; t !== null;) {
			if (t.f & 128 && !(t.f & 33570816)) {
				if (!(t.f & 32768)) throw e;
				try {
					t.b.error(e);
					return;
				} catch (t) {
					e = t;
				}
			}
			t = t.parent;
		}
		throw e;
	}
}
// node_modules/svelte/src/internal/client/reactivity/effects.js
function ln(e) {
	V === null && (B === null && Fe(e), Pe()), Pn && Ne(e);
}
function un(e, t) {
	var n = t.last;
	n === null ? t.last = t.first = e : (n.next = e, e.prev = n, t.last = e);
}
function dn(e, t) {
	var n = V;
	n !== null && n.f & 8192 && (e |= y);
	var r = {
		ctx: He,
		deps: null,
		nodes: null,
		f: e | _ | 512,
		first: null,
		fn: t,
		last: null,
		next: null,
		parent: n,
		b: n && n.b,
		prev: null,
		teardown: null,
		wv: 0,
		ac: null
	};
	N?.register_created_effect(r);
	var i = r;
	if (e & 4) xt === null ? Tt.ensure().schedule(r) : xt.push(r);
	else if (t !== null) {
		try {
			nr(r);
		} catch (e) {
			throw Tn(r), e;
		}
		i.deps === null && i.teardown === null && i.nodes === null && i.first === i.last && !(i.f & 524288) && (i = i.first, e & 16 && e & 65536 && i !== null && (i.f |= ee));
	}
	if (i !== null && (i.parent = n, n !== null && un(i, n), B !== null && B.f & 2 && !(e & 64))) {
		var a = B;
		(a.effects ??= []).push(i);
	}
	return r;
}
function fn() {
	return B !== null && !In;
}
function pn(e) {
	let t = dn(8, null);
	return j(t, g), t.teardown = e, t;
}
function mn(e) {
	ln("$effect");
	var t = V.f;
	if (!B && t & 32 && He !== null && !He.i) {
		var n = He;
		(n.e ??= []).push(e);
	} else return hn(e);
}
function hn(e) {
	return dn(4 | te, e);
}
function gn(e) {
	Tt.ensure();
	let t = dn(64 | C, e);
	return (e = {}) => new Promise((n) => {
		e.outro ? On(t, () => {
			Tn(t), n(void 0);
		}) : (Tn(t), n(void 0));
	});
}
function _n(e) {
	return dn(4, e);
}
function vn(e) {
	return dn(re | C, e);
}
function yn(e, t = 0) {
	return dn(8 | t, e);
}
function z(e, t = [], n = [], r = []) {
	nt(r, t, n, (t) => {
		dn(8, () => {
			e(...t.map(H));
		});
	});
}
function bn(e, t = 0) {
	return dn(16 | t, e);
}
function xn(e) {
	return dn(32 | C, e);
}
function Sn(e) {
	var t = e.teardown;
	if (t !== null) {
		let n = Pn, r = B;
		Fn(!0), Ln(null);
		try {
			t.call(null);
		} catch (t) {
			cn(t, e.parent);
		} finally {
			Fn(n), Ln(r);
		}
	}
}
function Cn(e, t = !1) {
	var n = e.first;
	for (e.first = e.last = null; n !== null;) {
		let e = n.ac;
		e !== null && tt(() => {
			e.abort(me);
		});
		var r = n.next;
		n.f & 64 ? n.parent = null : Tn(n, t), n = r;
	}
}
function wn(e) {
	for (var t = e.first; t !== null;) {
		var n = t.next;
		t.f & 32 || Tn(t), t = n;
	}
}
function Tn(e, t = !0) {
	var n = !1;
	(t || e.f & 262144) && e.nodes !== null && e.nodes.end !== null && (En(e.nodes.start, e.nodes.end), n = !0), e.f |= S, Cn(e, t && !n), tr(e, 0);
	var r = e.nodes && e.nodes.t;
	if (r !== null) for (let e of r) e.stop();
	Sn(e), e.f ^= S, e.f |= b;
	var i = e.parent;
	i !== null && i.first !== null && Dn(e), e.next = e.prev = e.teardown = e.ctx = e.deps = e.fn = e.nodes = e.ac = e.b = null;
}
function En(e, t) {
	for (; e !== null;) {
		var n = e === t ? null : /* @__PURE__ */ tn(e);
		e.remove(), e = n;
	}
}
function Dn(e) {
	var t = e.parent, n = e.prev, r = e.next;
	n !== null && (n.next = r), r !== null && (r.prev = n), t !== null && (t.first === e && (t.first = r), t.last === e && (t.last = n));
}
function On(e, t, n = !0) {
	var r = [];
	e.f |= 256, kn(e, r, !0);
	var i = () => {
		n && Tn(e), t && t();
	}, a = r.length;
	if (a > 0) {
		var o = () => --a || i();
		for (var s of r) s.out(o);
	} else i();
}
function kn(e, t, n) {
	if (!(e.f & 8192)) {
		e.f ^= y;
		var r = e.nodes && e.nodes.t;
		if (r !== null) for (let e of r) (e.is_global || n) && t.push(e);
		for (var i = e.first; i !== null;) {
			var a = i.next;
			if (!(i.f & 64)) {
				var o = !!(i.f & 65536) || !!(i.f & 32) && !!(e.f & 16);
				kn(i, t, o ? n : !1);
			}
			i = a;
		}
	}
}
function An(e) {
	e.f &= -257, jn(e, !0);
}
function jn(e, t) {
	if (!(e.f & 256) && e.f & 8192) {
		e.f ^= y, e.f & 1024 || (j(e, _), Tt.ensure().schedule(e));
		for (var n = e.first; n !== null;) {
			var r = n.next, i = !!(n.f & 65536) || !!(n.f & 32);
			jn(n, i ? t : !1), n = r;
		}
		var a = e.nodes && e.nodes.t;
		if (a !== null) for (let e of a) (e.is_global || t) && e.in();
	}
}
function Mn(e, t) {
	if (e.nodes) for (var n = e.nodes.start, r = e.nodes.end; n !== null;) {
		var i = n === r ? null : /* @__PURE__ */ tn(n);
		t.append(n), n = i;
	}
}
// node_modules/svelte/src/internal/client/legacy.js
var Nn = null, Pn = !1;
function Fn(e) {
	Pn = e;
}
var B = null, In = !1;
function Ln(e) {
	B = e;
}
var V = null;
function Rn(e) {
	V = e;
}
var zn = null;
function Bn(e) {
	B !== null && (B.f & 2097152 || B.f & 2) && (zn ??= /* @__PURE__ */ new Set()).add(e);
}
var Vn = null, Hn = 0, Un = null;
function Wn(e) {
	Un = e;
}
var Gn = 1, Kn = 0, qn = Kn;
function Jn(e) {
	qn = e;
}
function Yn() {
	return ++Gn;
}
function Xn(e) {
	var t = e.f;
	if (t & 2048) return !0;
	if (t & 4096) {
		for (var n = e.deps, r = n.length, i = 0; i < r; i++) {
			var a = n[i];
			if (Xn(a) && ft(a), a.wv > e.wv) return !0;
		}
		t & 512 && _t === null && j(e, g);
	}
	return !1;
}
function Zn(e, t, n = !0) {
	var r = e.reactions;
	if (r !== null && !(zn !== null && zn.has(e))) for (var i = 0; i < r.length; i++) {
		var a = r[i];
		a.f & 2 ? Zn(a, t, !1) : t === a && (n ? j(a, _) : a.f & 1024 && j(a, v), At(a));
	}
}
function Qn(e) {
	var t = Vn, n = Hn, r = Un, i = B, a = zn, o = He, s = In, c = qn, l = e.f;
	Vn = null, Hn = 0, Un = null, B = l & 96 ? null : e, zn = null, Ue(e.ctx), In = !1, qn = ++Kn, e.ac !== null && (tt(() => {
		e.ac.abort(me);
	}), e.ac = null);
	try {
		e.f |= ne;
		var u = e.fn, d = u();
		e.f |= x;
		var f = $n(e);
		if (Ge() && Un !== null && !In && f !== null && !(e.f & 6146)) for (var p = 0; p < Un.length; p++) Zn(Un[p], e);
		if (i !== null && i !== e) {
			if (Kn++, i.deps !== null) for (let e = 0; e < n; e += 1) i.deps[e].rv = Kn;
			if (t !== null) for (let e of t) e.rv = Kn;
			Un !== null && (r === null ? r = Un : r.push(...Un));
		}
		return e.f & 8388608 && (e.f ^= ie), d;
	} catch (t) {
		return $n(e), sn(t);
	} finally {
		e.f ^= ne, Vn = t, Hn = n, Un = r, B = i, zn = a, Ue(o), In = s, qn = c;
	}
}
function $n(e) {
	var t = e.deps, n = N?.is_fork;
	if (Vn !== null) {
		var r;
		if (n || tr(e, Hn), t !== null && Hn > 0) for (t.length = Hn + Vn.length, r = 0; r < Vn.length; r++) t[Hn + r] = Vn[r];
		else e.deps = t = Vn;
		if (fn() && e.f & 512) for (r = Hn; r < t.length; r++) (t[r].reactions ??= []).push(e);
	} else !n && t !== null && Hn < t.length && (tr(e, Hn), t.length = Hn);
	return t;
}
function er(e, r) {
	let i = r.reactions;
	if (i !== null) {
		var a = t.call(i, e);
		if (a !== -1) {
			var o = i.length - 1;
			o === 0 ? i = r.reactions = null : (i[a] = i[o], i.pop());
		}
	}
	if (i === null && r.f & 2 && (Vn === null || !n.call(Vn, r))) {
		var s = r;
		s.f & 512 && (s.f ^= 512), s.v !== T && Ze(s), s.ac !== null && tt(() => {
			s.ac.abort(me), s.ac = null, j(s, _);
		}), pt(s), tr(s, 0);
	}
}
function tr(e, t) {
	var n = e.deps;
	if (n !== null) for (var r = t; r < n.length; r++) er(e, n[r]);
}
function nr(e) {
	var t = e.f;
	if (!(t & 16384)) {
		j(e, g);
		var n = V;
		V = e;
		try {
			t & 16777232 ? wn(e) : Cn(e), Sn(e);
			var r = Qn(e);
			e.teardown = typeof r == "function" ? r : null, e.wv = Gn;
		} finally {
			V = n;
		}
	}
}
function H(e) {
	var t = !!(e.f & 2);
	if (Nn?.add(e), B !== null && !In && !(V !== null && V.f & 16384) && (zn === null || !zn.has(e))) {
		var r = B.deps;
		if (B.f & 2097152) e.rv < Kn && (e.rv = Kn, Vn === null && r !== null && r[Hn] === e ? Hn++ : Vn === null ? Vn = [e] : Vn.push(e));
		else {
			B.deps ??= [], n.call(B.deps, e) || B.deps.push(e);
			var i = e.reactions;
			i === null ? e.reactions = [B] : n.call(i, B) || i.push(B);
		}
	}
	if (Pn && Pt.has(e)) return Pt.get(e);
	if (t) {
		var a = e;
		if (Pn) {
			var o = a.v;
			return (!(a.f & 1024) && a.reactions !== null || ir(a)) && (o = dt(a)), Pt.set(a, o), o;
		}
		var s = !(a.f & 512) && !In && B !== null && !!(B.f & 512), c = (a.f & x) === 0;
		Xn(a) && (s && (a.f |= 512), ft(a)), s && !c && (mt(a), rr(a));
	}
	if (_t?.has(e)) return _t.get(e);
	if (e.f & 8388608) throw e.v;
	return e.v;
}
function rr(e) {
	if (e.f |= 512, e.deps !== null) for (let r of e.deps) {
		var t = r.reactions;
		t === null ? r.reactions = [e] : n.call(t, e) || t.push(e), r.f & 2 && !(r.f & 512) && (mt(r), rr(r));
	}
}
function ir(e) {
	if (e.v === T) return !0;
	if (e.deps === null) return !1;
	for (let t of e.deps) if (Pt.has(t) || t.f & 2 && ir(t)) return !0;
	return !1;
}
function ar(e) {
	var t = In;
	try {
		return In = !0, e();
	} finally {
		In = t;
	}
}
[.../* @__PURE__ */ "allowfullscreen.async.autofocus.autoplay.checked.controls.default.disabled.formnovalidate.indeterminate.inert.ismap.loop.multiple.muted.nomodule.novalidate.open.playsinline.readonly.required.reversed.seamless.selected.webkitdirectory.defer.disablepictureinpicture.disableremoteplayback".split(".")];
var or = ["touchstart", "touchmove"];
function sr(e) {
	return or.includes(e);
}
// node_modules/svelte/src/internal/client/dom/elements/events.js
var cr = Symbol("events"), lr = /* @__PURE__ */ new Set(), ur = /* @__PURE__ */ new Set();
function dr(e, t, n, r = {}) {
	function i(e) {
		if (r.capture || _r.call(t, e), !e.cancelBubble) return tt(() => n?.call(this, e));
	}
	return e.startsWith("pointer") || e.startsWith("touch") || e === "wheel" ? (i.__removed = !1, Je(() => {
		i.__removed || t.addEventListener(e, i, r);
	})) : t.addEventListener(e, i, r), i;
}
function fr(e, t, n, r, i) {
	var a = {
		capture: r,
		passive: i
	}, o = dr(e, t, n, a);
	(t === document.body || t === window || t === document || t instanceof HTMLMediaElement) && pn(() => {
		o.__removed = !0, t.removeEventListener(e, o, a);
	});
}
function pr(e, t, n) {
	(t[cr] ??= {})[e] = n;
}
function mr(e) {
	for (var t = 0; t < e.length; t++) lr.add(e[t]);
	for (var n of ur) n(e);
}
var hr = null, gr = !1;
function _r(e) {
	var t = this, n = t.ownerDocument, r = e.type, a = e.composedPath?.() || [], o = a[0] || e.target;
	hr = e, gr || (gr = !0, setTimeout(() => {
		gr = !1, hr = null;
	}));
	var s = 0, c = hr === e && e[cr];
	if (c) {
		var l = a.indexOf(c);
		if (l !== -1 && (t === document || t === window)) {
			e[cr] = t;
			return;
		}
		var u = a.indexOf(t);
		if (u === -1) return;
		l <= u && (s = l);
	}
	if (o = a[s] || e.target, o !== t) {
		i(e, "currentTarget", {
			configurable: !0,
			get() {
				return o || n;
			}
		});
		var d = B, f = V;
		Ln(null), Rn(null);
		try {
			for (var p, m = []; o !== null && o !== t;) {
				try {
					var h = o[cr]?.[r];
					h == null || o.disabled && e.target !== o || h.call(o, e);
				} catch (e) {
					p ? m.push(e) : p = e;
				}
				if (e.cancelBubble) break;
				s++, o = s < a.length ? a[s] : null;
			}
			if (p) {
				for (let e of m) queueMicrotask(() => {
					throw e;
				});
				throw p;
			}
		} finally {
			e[cr] = t, delete e.currentTarget, Ln(d), Rn(f);
		}
	}
}
// node_modules/svelte/src/internal/client/dom/reconciler.js
var vr = globalThis?.window?.trustedTypes && /* @__PURE__ */ globalThis.window.trustedTypes.createPolicy("svelte-trusted-html", { createHTML: (e) => e });
function yr(e) {
	return vr?.createHTML(e) ?? e;
}
function br(e) {
	var t = an("template");
	return t.innerHTML = yr(e.replaceAll("<!>", "<!---->")), t.content;
}
// node_modules/svelte/src/internal/client/dom/template.js
function xr(e, t) {
	var n = V;
	n.nodes === null && (n.nodes = {
		start: e,
		end: t,
		a: null,
		t: null
	});
}
/*#__NO_SIDE_EFFECTS__*/
function U(e, t) {
	var n = !!(t & 1), r = !!(t & 2), i, a = !e.startsWith("<!>");
	return () => {
		if (E) return xr(D, null), D;
		i === void 0 && (i = br(a ? e : "<!>" + e), n || (i = /* @__PURE__ */ en(i)));
		var t = r || Yt ? document.importNode(i, !0) : i.cloneNode(!0);
		if (n) {
			var o = /* @__PURE__ */ en(t), s = t.lastChild;
			xr(o, s);
		} else xr(t, t);
		return t;
	};
}
/*#__NO_SIDE_EFFECTS__*/
function Sr(e, t, n = "svg") {
	var r = !e.startsWith("<!>"), i = !!(t & 1), a = `<${n}>${r ? e : "<!>" + e}</${n}>`, o;
	return () => {
		if (E) return xr(D, null), D;
		if (!o) {
			var e = /* @__PURE__ */ en(br(a));
			if (i) for (o = document.createDocumentFragment(); /* @__PURE__ */ en(e);) o.appendChild(/* @__PURE__ */ en(e));
			else o = /* @__PURE__ */ en(e);
		}
		var t = o.cloneNode(!0);
		if (i) {
			var n = /* @__PURE__ */ en(t), r = t.lastChild;
			xr(n, r);
		} else xr(t, t);
		return t;
	};
}
/*#__NO_SIDE_EFFECTS__*/
function W(e, t) {
	return /* @__PURE__ */ Sr(e, t, "svg");
}
function Cr(e = "") {
	if (!E) {
		var t = $t(e + "");
		return xr(t, t), t;
	}
	var n = D;
	return n.nodeType === 3 ? on(n) : (n.before(n = $t()), Ce(n)), xr(n, n), n;
}
function wr() {
	if (E) return xr(D, null), D;
	var e = document.createDocumentFragment(), t = document.createComment(""), n = $t();
	return e.append(t, n), xr(t, n), e;
}
function G(e, t) {
	if (E) {
		var n = V;
		n.f & 32768 && n.nodes.end !== null || (n.nodes.end = D), we();
	} else e !== null && e.before(t);
}
// node_modules/svelte/src/reactivity/create-subscriber.js
function Tr(e) {
	let t = 0, n = It(0), r;
	return () => {
		fn() && (H(n), yn(() => (t === 0 && (r = ar(() => e(() => Ut(n)))), t += 1, () => {
			Je(() => {
				--t, t === 0 && (r?.(), r = void 0, Ut(n));
			});
		})));
	};
}
// node_modules/svelte/src/internal/client/dom/blocks/boundary.js
var Er = ee | C;
function Dr(e, t, n, r) {
	new Or(e, t, n, r);
}
var Or = class {
	parent;
	is_pending = !1;
	transform_error;
	#e;
	#t = E ? D : null;
	#n;
	#r;
	#i;
	#a = null;
	#o = null;
	#s = null;
	#c = null;
	#l = 0;
	#u = 0;
	#d = !1;
	#f = /* @__PURE__ */ new Map();
	#p = null;
	#m = Tr(() => (this.#p = It(this.#l), () => {
		this.#p = null;
	}));
	constructor(e, t, n, r) {
		this.#e = e, this.#n = t, this.#r = (e) => {
			var t = V;
			t.b = this, t.f |= 128, n(e);
		}, this.parent = V.b, this.transform_error = r ?? this.parent?.transform_error ?? ((e) => e), this.#i = bn(() => {
			if (E) {
				let e = De(this.#t);
				we();
				let t = e === "[!";
				if (e.startsWith("[?")) {
					let t = JSON.parse(e.slice(2));
					this.#g(t);
				} else t ? this.#y() : this.#h();
			} else this.#b();
		}, Er), E && (this.#e = D);
	}
	#h() {
		try {
			this.#a = xn(() => this.#r(this.#e));
		} catch (e) {
			this.error(e);
		}
	}
	#g(e) {
		let t = this.#n.failed, { reset: n, invoke_onerror: r } = this.#_(e);
		Je(r), t && (this.#s = xn(() => {
			t(this.#e, () => e, () => n);
		}));
	}
	#_(e) {
		var t = !1, n = !1;
		let r = () => {
			this.#v() || (t ? xe() : (t = !0, n && Ve(), this.#s !== null && On(this.#s, () => {
				this.#s = null;
			}), this.#S(() => {
				this.#b();
			})));
		};
		return {
			reset: r,
			invoke_onerror: () => {
				if (!this.#v()) try {
					n = !0, this.#n.onerror?.(e, r), n = !1;
				} catch (e) {
					cn(e, this.#i && this.#i.parent);
				}
			}
		};
	}
	#v() {
		return (this.#i.f & (b | S)) !== 0;
	}
	#y() {
		let e = this.#n.pending;
		e && (this.is_pending = !0, this.#o = xn(() => e(this.#e)), Je(() => {
			if (!this.#v()) {
				var e = this.#c = document.createDocumentFragment(), t = $t(), n = !1;
				e.append(t), this.#a = this.#S(() => {
					try {
						return xn(() => this.#r(t));
					} catch (e) {
						try {
							this.error(e), n = !0;
						} catch (e) {
							cn(e, this.#i.parent);
						}
						return null;
					}
				}), this.#a === null ? (this.#c = null, n && this.#x(N)) : this.#u === 0 && (this.#e.before(e), this.#c = null, On(this.#o, () => {
					this.#o = null;
				}), this.#x(N));
			}
		}));
	}
	#b() {
		try {
			if (this.is_pending = this.has_pending_snippet(), this.#u = 0, this.#l = 0, this.#a = xn(() => {
				this.#r(this.#e);
			}), this.#u > 0) {
				var e = this.#c = document.createDocumentFragment();
				Mn(this.#a, e);
				let t = this.#n.pending;
				this.#o = xn(() => t(this.#e));
			} else this.#x(N);
		} catch (e) {
			this.error(e);
		}
	}
	#x(e) {
		this.is_pending = !1, e.transfer_reactions(this.#f);
	}
	defer_effect(e) {
		Qe(e, this.#f);
	}
	is_rendered() {
		return !this.is_pending && (!this.parent || this.parent.is_rendered());
	}
	has_pending_snippet() {
		return !!this.#n.pending;
	}
	#S(e) {
		var t = V, n = B, r = He;
		Rn(this.#i), Ln(this.#i), Ue(this.#i.ctx);
		try {
			return Tt.ensure(), e();
		} finally {
			Rn(t), Ln(n), Ue(r);
		}
	}
	#C(e, t) {
		this.has_pending_snippet() ? (this.#u += e, this.#u === 0 && (this.#x(t), this.#o && On(this.#o, () => {
			this.#o = null;
		}), this.#c &&= (this.#e.before(this.#c), null))) : this.parent && this.parent.#C(e, t);
	}
	update_pending_count(e, t) {
		this.#C(e, t), this.#l += e, !this.#p || this.#d || (this.#d = !0, Je(() => {
			this.#d = !1, this.#p && Vt(this.#p, this.#l);
		}));
	}
	get_effect_pending() {
		return this.#m(), H(this.#p);
	}
	error(e) {
		if (e === ge || !this.#n.onerror && !this.#n.failed) throw e;
		N?.is_fork ? (this.#a && N.skip_effect(this.#a), this.#o && N.skip_effect(this.#o), this.#s && N.skip_effect(this.#s), N.oncommit(() => {
			this.#v() || this.#w(e);
		})) : this.#w(e);
	}
	#w(e) {
		this.#a &&= (Tn(this.#a), null), this.#o &&= (Tn(this.#o), null), this.#s &&= (Tn(this.#s), null), E && (Ce(this.#t), Te(), Ce(Ee()));
		let t = this.#n.failed, n = (e) => {
			if (this.#v()) return;
			let { reset: n, invoke_onerror: r } = this.#_(e);
			r(), t && !this.#v() && (this.#s = this.#S(() => {
				try {
					return xn(() => {
						var r = V;
						r.b = this, r.f |= 128, t(this.#e, () => e, () => n);
					});
				} catch (e) {
					return cn(e, this.#i.parent), null;
				}
			}));
		};
		Je(() => {
			if (!this.#v()) {
				var t;
				try {
					t = this.transform_error(e);
				} catch (e) {
					cn(e, this.#i && this.#i.parent);
					return;
				}
				typeof t == "object" && t && typeof t.then == "function" ? t.then(n, (e) => cn(e, this.#i && this.#i.parent)) : n(t);
			}
		});
	}
};
function K(e, t) {
	var n = t == null ? "" : typeof t == "object" ? `${t}` : t;
	n !== (e[fe] ??= e.nodeValue) && (e[fe] = n, e.nodeValue = `${n}`);
}
function kr(e, t) {
	return jr(e, t);
}
var Ar = /* @__PURE__ */ new Map();
function jr(e, { target: t, anchor: n, props: i = {}, events: a, context: o, intro: s = !0, transformError: c }) {
	Qt();
	var l = void 0, u = gn(() => {
		var s = n ?? t.appendChild($t());
		Dr(s, { pending: () => {} }, (t) => {
			k({});
			var n = He;
			if (o && (n.c = o), a && (i.$$events = a), E && xr(t, null), l = e(t, i) || We(), E && (V.nodes.end = D, D === null || D.nodeType !== 8 || D.data !== "]")) throw ye(), ge;
			A();
		}, c);
		var u = /* @__PURE__ */ new Set(), d = (e) => {
			for (var n = 0; n < e.length; n++) {
				var r = e[n];
				if (!u.has(r)) {
					u.add(r);
					var i = sr(r);
					for (let e of [t, document]) {
						var a = Ar.get(e);
						a === void 0 && (a = /* @__PURE__ */ new Map(), Ar.set(e, a));
						var o = a.get(r);
						o === void 0 ? (e.addEventListener(r, _r, { passive: i }), a.set(r, 1)) : a.set(r, o + 1);
					}
				}
			}
		};
		return d(r(lr)), ur.add(d), () => {
			for (var e of u) for (let n of [t, document]) {
				var r = Ar.get(n), i = r.get(e);
				--i == 0 ? (n.removeEventListener(e, _r), r.delete(e), r.size === 0 && Ar.delete(n)) : r.set(e, i);
			}
			ur.delete(d), s !== n && s.parentNode?.removeChild(s);
		};
	});
	return Mr.set(l, u), l;
}
var Mr = /* @__PURE__ */ new WeakMap(), Nr = class {
	anchor;
	#e = /* @__PURE__ */ new Map();
	#t = /* @__PURE__ */ new Map();
	#n = /* @__PURE__ */ new Map();
	#r = /* @__PURE__ */ new Set();
	#i = !0;
	constructor(e, t = !0) {
		this.anchor = e, this.#i = t;
	}
	#a = (e) => {
		if (this.#e.has(e)) {
			var t = this.#e.get(e), n = this.#t.get(t);
			if (n) An(n), this.#r.delete(t);
			else {
				var r = this.#n.get(t);
				r && (An(r.effect), this.#t.set(t, r.effect), this.#n.delete(t), r.fragment.lastChild.remove(), this.anchor.before(r.fragment), n = r.effect);
			}
			for (let [t, n] of this.#e) {
				if (this.#e.delete(t), t === e) break;
				let r = this.#n.get(n);
				r && (Tn(r.effect), this.#n.delete(n));
			}
			for (let [e, r] of this.#t) {
				if (e === t || this.#r.has(e)) continue;
				let i = () => {
					if (Array.from(this.#e.values()).includes(e)) {
						var t = document.createDocumentFragment();
						Mn(r, t), t.append($t()), this.#n.set(e, {
							effect: r,
							fragment: t
						});
					} else Tn(r);
					this.#r.delete(e), this.#t.delete(e);
				};
				this.#i || !n ? (this.#r.add(e), On(r, i, !1)) : i();
			}
		}
	};
	#o = (e) => {
		this.#e.delete(e);
		let t = Array.from(this.#e.values());
		for (let [e, n] of this.#n) t.includes(e) || (Tn(n.effect), this.#n.delete(e));
	};
	ensure(e, t) {
		var n = N, r = rn();
		if (t && !this.#t.has(e) && !this.#n.has(e)) {
			if (r) {
				var i = document.createDocumentFragment(), a = $t();
				i.append(a), this.#n.set(e, {
					effect: xn(() => t(a)),
					fragment: i
				});
			} else this.#t.set(e, xn(() => t(this.anchor)));
		}
		if (this.#e.set(n, e), r) {
			for (let [t, r] of this.#t) t === e ? n.unskip_effect(r) : n.skip_effect(r);
			for (let [t, r] of this.#n) t === e ? n.unskip_effect(r.effect) : n.skip_effect(r.effect);
			n.oncommit(this.#a), n.ondiscard(this.#o);
		} else E && (this.anchor = D), this.#a(n);
	}
}, Pr = 0, Fr = 1, Ir = 2;
function Lr(e, t, n, r, i) {
	E && we();
	var a = Ge(), o = T, s = a ? It(o) : /* @__PURE__ */ Rt(o, !1, !1), c = a ? It(o) : /* @__PURE__ */ Rt(o, !1, !1), l = new Nr(e);
	bn(() => {
		var a = N, o = t(), u = !1;
		let d = E && f(o) === (e.data === "[!");
		if (d && (Ce(Ee()), Se(!1)), f(o)) {
			var p = rt(), m = !1;
			let e = (e) => {
				if (!u) {
					m = !0, p(!1), N === a && a.deactivate(), Tt.ensure();
					try {
						e();
					} finally {
						it(!1), yt || Et();
					}
				}
			};
			o.then((t) => {
				e(() => {
					Vt(s, t), l.ensure(Fr, r && ((e) => r(e, s)));
				});
			}, (t) => {
				e(() => {
					if (Vt(c, t), l.ensure(Ir, i && ((e) => i(e, c))), !i) throw c.v;
				});
			}), E ? l.ensure(Pr, n) : Je(() => {
				m || e(() => {
					l.ensure(Pr, n);
				});
			});
		} else Vt(s, o), l.ensure(Fr, r && ((e) => r(e, s)));
		return d && Se(!0), () => {
			u = !0;
		};
	});
}
// node_modules/svelte/src/internal/client/dom/blocks/if.js
function q(e, t, n = !1) {
	var r;
	E && (r = D, we());
	var i = new Nr(e), a = n ? ee : 0;
	function o(e, t) {
		if (E) {
			var n = De(r);
			if (e !== parseInt(n.substring(1))) {
				var a = Ee();
				Ce(a), i.anchor = a, Se(!1), i.ensure(e, t), Se(!0);
				return;
			}
		}
		i.ensure(e, t);
	}
	bn(() => {
		var e = !1;
		t((t, n = 0) => {
			e = !0, o(n, t);
		}), e || o(-1, null);
	}, a);
}
// node_modules/svelte/src/internal/client/dom/blocks/each.js
function Rr(e, t) {
	return t;
}
function zr(e, t, n) {
	for (var i = [], a = t.length, o, s = t.length, c = 0; c < a; c++) {
		let n = t[c];
		On(n, () => {
			if (o) {
				if (o.pending.delete(n), o.done.add(n), o.pending.size === 0) {
					var t = e.outrogroups;
					Br(e, r(o.done)), t.delete(o), t.size === 0 && (e.outrogroups = null);
				}
			} else --s;
		}, !1);
	}
	if (s === 0) {
		var l = i.length === 0 && n !== null && e.pending.size === 0;
		if (l) {
			var u = n, d = u.parentNode;
			nn(d), d.append(u), e.items.clear();
		}
		Br(e, t, !l);
	} else o = {
		pending: new Set(t),
		done: /* @__PURE__ */ new Set()
	}, (e.outrogroups ??= /* @__PURE__ */ new Set()).add(o);
}
function Br(e, t, n = !0) {
	var r;
	if (e.pending.size > 0) {
		r = /* @__PURE__ */ new Set();
		for (let t of e.pending.values()) for (let n of t) r.add(e.items.get(n).e);
	}
	for (var i = 0; i < t.length; i++) {
		var a = t[i];
		r?.has(a) ? (a.f |= w, Mn(a, document.createDocumentFragment())) : Tn(t[i], n);
	}
}
var Vr;
function J(t, n, i, a, o, s = null) {
	var c = t, l = /* @__PURE__ */ new Map();
	if (n & 4) {
		var u = t;
		c = E ? Ce(/* @__PURE__ */ en(u)) : u.appendChild($t());
	}
	E && we();
	var d = null, f = /* @__PURE__ */ lt(() => {
		var t = i();
		return e(t) ? t : t == null ? [] : r(t);
	}), p = /* @__PURE__ */ new Map(), m = !0;
	function h(e) {
		if (!(_.effect.f & 16384)) {
			_.pending.delete(e);
			var t = H(f);
			_.fallback = d, Ur(_, t, c, n, a), d !== null && (t.length === 0 ? d.f & 33554432 ? (d.f ^= w, Gr(d, null, c)) : An(d) : On(d, () => {
				d = null;
			}));
		}
	}
	function g(e) {
		_.pending.delete(e);
	}
	var _ = {
		effect: bn(() => {
			var e = H(f), t = e.length;
			let r = !1;
			E && De(c) === "[!" != (t === 0) && (c = Ee(), Ce(c), Se(!1), r = !0);
			for (var u = /* @__PURE__ */ new Set(), _ = N, v = rn(), y = 0; y < t; y += 1) {
				E && D.nodeType === 8 && D.data === "]" && (c = D, r = !0, Se(!1));
				var b = e[y], x = a(b, y), S = m ? null : l.get(x);
				S ? (S.v && Vt(S.v, b), S.i && Vt(S.i, y), v && _.unskip_effect(S.e)) : (S = Wr(l, m ? c : Vr ??= $t(), b, x, y, o, n, i), m || (S.e.f |= w), l.set(x, S)), u.add(x);
			}
			if (t === 0 && s && !d && (m ? d = xn(() => s(c)) : (d = xn(() => s(Vr ??= $t())), d.f |= w)), t > u.size && Me("", "", ""), E && t > 0 && Ce(Ee()), !m) {
				if (p.set(_, u), v) {
					for (let [e, t] of l) u.has(e) || _.skip_effect(t.e);
					_.oncommit(h), _.ondiscard(g);
				} else h(_);
			}
			r && Se(!0), H(f);
		}),
		flags: n,
		items: l,
		pending: p,
		outrogroups: null,
		fallback: d
	};
	m = !1, E && (c = D);
}
function Hr(e) {
	for (; e !== null && !(e.f & 32);) e = e.next;
	return e;
}
function Ur(e, t, n, i, a) {
	var o = !!(i & 8), s = t.length, c = e.items, l = Hr(e.effect.first), u, d = null, f, p = [], m = [], h, g, _, v;
	if (o) for (v = 0; v < s; v += 1) h = t[v], g = a(h, v), _ = c.get(g).e, _.f & 33554432 || (_.nodes?.a?.measure(), (f ??= /* @__PURE__ */ new Set()).add(_));
	for (v = 0; v < s; v += 1) {
		if (h = t[v], g = a(h, v), _ = c.get(g).e, e.outrogroups !== null) for (let t of e.outrogroups) t.pending.delete(_), t.done.delete(_);
		if (_.f & 8192 && (An(_), o && (_.nodes?.a?.unfix(), (f ??= /* @__PURE__ */ new Set()).delete(_))), _.f & 33554432) {
			if (_.f ^= w, _ === l) Gr(_, null, n);
			else {
				var y = d ? d.next : l;
				_ === e.effect.last && (e.effect.last = _.prev), _.prev && (_.prev.next = _.next), _.next && (_.next.prev = _.prev), Kr(e, d, _), Kr(e, _, y), Gr(_, y, n), d = _, p = [], m = [], l = Hr(d.next);
				continue;
			}
		}
		if (_ !== l) {
			if (u !== void 0 && u.has(_)) {
				if (p.length < m.length) {
					var b = m[0], x;
					d = b.prev;
					var S = p[0], ee = p[p.length - 1];
					for (x = 0; x < p.length; x += 1) Gr(p[x], b, n);
					for (x = 0; x < m.length; x += 1) u.delete(m[x]);
					Kr(e, S.prev, ee.next), Kr(e, d, S), Kr(e, ee, b), l = b, d = ee, --v, p = [], m = [];
				} else u.delete(_), Gr(_, l, n), Kr(e, _.prev, _.next), Kr(e, _, d === null ? e.effect.first : d.next), Kr(e, d, _), d = _;
				continue;
			}
			for (p = [], m = []; l !== null && l !== _;) (u ??= /* @__PURE__ */ new Set()).add(l), m.push(l), l = Hr(l.next);
			if (l === null) continue;
		}
		_.f & 33554432 || p.push(_), d = _, l = Hr(_.next);
	}
	if (e.outrogroups !== null) {
		for (let t of e.outrogroups) t.pending.size === 0 && (Br(e, r(t.done)), e.outrogroups?.delete(t));
		e.outrogroups.size === 0 && (e.outrogroups = null);
	}
	if (l !== null || u !== void 0) {
		var C = [];
		if (u !== void 0) for (_ of u) _.f & 8192 || C.push(_);
		for (; l !== null;) !(l.f & 8192) && l !== e.fallback && C.push(l), l = Hr(l.next);
		var te = C.length;
		if (te > 0) {
			var ne = i & 4 && s === 0 ? n : null;
			if (o) {
				for (v = 0; v < te; v += 1) C[v].nodes?.a?.measure();
				for (v = 0; v < te; v += 1) C[v].nodes?.a?.fix();
			}
			zr(e, C, ne);
		}
	}
	o && Je(() => {
		if (f !== void 0) for (_ of f) _.nodes?.a?.apply();
	});
}
function Wr(e, t, n, r, i, a, o, s) {
	var c = o & 1 ? o & 16 ? It(n) : /* @__PURE__ */ Rt(n, !1, !1) : null, l = o & 2 ? It(i) : null;
	return {
		v: c,
		i: l,
		e: xn(() => (a(t, c ?? n, l ?? i, s), () => {
			e.delete(r);
		}))
	};
}
function Gr(e, t, n) {
	if (e.nodes) for (var r = e.nodes.start, i = e.nodes.end, a = t && !(t.f & 33554432) ? t.nodes.start : n; r !== null;) {
		var o = /* @__PURE__ */ tn(r);
		if (a.before(r), r === i) return;
		r = o;
	}
}
function Kr(e, t, n) {
	t === null ? e.effect.first = n : t.next = n, n === null ? e.effect.last = t : n.prev = t;
}
// node_modules/svelte/src/internal/client/dom/blocks/snippet.js
function qr(e, t, ...n) {
	var r = new Nr(e);
	bn(() => {
		let e = t() ?? null;
		r.ensure(e, e && ((t) => e(t, ...n)));
	}, ee);
}
// node_modules/clsx/dist/clsx.mjs
function Jr(e) {
	var t, n, r = "";
	if (typeof e == "string" || typeof e == "number") r += e;
	else if (typeof e == "object") {
		if (Array.isArray(e)) {
			var i = e.length;
			for (t = 0; t < i; t++) e[t] && (n = Jr(e[t])) && (r && (r += " "), r += n);
		} else for (n in e) e[n] && (r && (r += " "), r += n);
	}
	return r;
}
function Yr() {
	for (var e, t, n = 0, r = "", i = arguments.length; n < i; n++) (e = arguments[n]) && (t = Jr(e)) && (r && (r += " "), r += t);
	return r;
}
// node_modules/svelte/src/internal/shared/attributes.js
function Xr(e) {
	return typeof e == "object" ? Yr(e) : e ?? "";
}
var Zr = [..." 	\n\r\f\xA0\v﻿"];
function Qr(e, t, n) {
	var r = e == null ? "" : "" + e;
	if (t && (r = r ? r + " " + t : t), n) {
		for (var i of Object.keys(n)) if (n[i]) r = r ? r + " " + i : i;
		else if (r.length) for (var a = i.length, o = 0; (o = r.indexOf(i, o)) >= 0;) {
			var s = o + a;
			(o === 0 || Zr.includes(r[o - 1])) && (s === r.length || Zr.includes(r[s])) ? r = (o === 0 ? "" : r.substring(0, o)) + r.substring(s + 1) : o = s;
		}
	}
	return r === "" ? null : r;
}
function $r(e, t = !1) {
	var n = t ? " !important;" : ";", r = "";
	for (var i of Object.keys(e)) {
		var a = e[i];
		a != null && a !== "" && (r += " " + i + ": " + a + n);
	}
	return r;
}
function ei(e) {
	return e[0] !== "-" || e[1] !== "-" ? e.toLowerCase() : e;
}
function ti(e, t) {
	if (t) {
		var n = "", r, i;
		if (Array.isArray(t) ? (r = t[0], i = t[1]) : r = t, e) {
			e = String(e).replaceAll(/\/\*.*?\*\//g, "").trim();
			var a = !1, o = 0, s = !1, c = [];
			r && c.push(...Object.keys(r).map(ei)), i && c.push(...Object.keys(i).map(ei));
			var l = 0, u = -1;
			let t = e.length;
			for (var d = 0; d < t; d++) {
				var f = e[d];
				if (s ? f === "/" && e[d - 1] === "*" && (s = !1) : a ? a === f && (a = !1) : f === "/" && e[d + 1] === "*" ? s = !0 : f === "\"" || f === "'" ? a = f : f === "(" ? o++ : f === ")" && o--, !s && a === !1 && o === 0) {
					if (f === ":" && u === -1) u = d;
					else if (f === ";" || d === t - 1) {
						if (u !== -1) {
							var p = ei(e.substring(l, u).trim());
							if (!c.includes(p)) {
								f !== ";" && d++;
								var m = e.substring(l, d).trim();
								n += " " + m + ";";
							}
						}
						l = d + 1, u = -1;
					}
				}
			}
		}
		return r && (n += $r(r)), i && (n += $r(i, !0)), n = n.trim(), n === "" ? null : n;
	}
	return e == null ? null : String(e);
}
// node_modules/svelte/src/internal/client/dom/elements/class.js
function ni(e, t, n, r, i, a) {
	var o = e[ue];
	if (E || o !== n || o === void 0) {
		var s = Qr(n, r, a);
		E && s === e.getAttribute("class") || (s == null ? e.removeAttribute("class") : t ? e.className = s : e.setAttribute("class", s)), e[ue] = n;
	} else if (a && i !== a) for (var c in a) {
		var l = !!a[c];
		(i == null || l !== !!i[c]) && e.classList.toggle(c, l);
	}
	return a;
}
// node_modules/svelte/src/internal/client/dom/elements/style.js
function ri(e, t = {}, n, r) {
	for (var i in n) {
		var a = n[i];
		t[i] !== a && (n[i] == null ? e.style.removeProperty(i) : e.style.setProperty(i, a, r));
	}
}
function ii(e, t, n, r) {
	var i = e[de];
	if (E || i !== t) {
		var a = ti(t, r);
		E && a === e.getAttribute("style") || (a == null ? e.removeAttribute("style") : e.style.cssText = a), e[de] = t;
	} else r && (Array.isArray(r) ? (ri(e, n?.[0], r[0]), ri(e, n?.[1], r[1], "important")) : ri(e, n, r));
	return r;
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/select.js
function ai(e, t) {
	t ? e.hasAttribute("selected") || e.setAttribute("selected", "") : e.removeAttribute("selected");
}
function oi(t, n) {
	var r = t.__defaultValue, i = t.multiple, a = i ? r ?? [] : null;
	if (!i || e(a)) {
		var o = t.selectedIndex, s = n && i ? new Set(t.selectedOptions) : null;
		for (var c of t.options) {
			var l = li(c);
			ai(c, i ? a.includes(l) : qt(l, r));
		}
		if (n) {
			if (s !== null) for (c of t.options) {
				var u = s.has(c);
				c.selected !== u && (c.selected = u);
			}
			else t.selectedIndex !== o && (t.selectedIndex = o);
		}
	}
}
function si(t, n, r = !1) {
	if (t.multiple) {
		if (n == null) return;
		if (!e(n)) return be();
		for (var i of t.options) i.selected = n.includes(li(i));
	} else {
		for (i of t.options) if (qt(li(i), n)) {
			i.selected = !0;
			return;
		}
		r && n === void 0 || (t.selectedIndex = -1);
	}
}
function ci(e) {
	var t = new MutationObserver((t) => {
		t.every(ui) || ("__defaultValue" in e && oi(e, !1), "__value" in e && si(e, e.__value));
	});
	t.observe(e, {
		childList: !0,
		subtree: !0,
		attributes: !0,
		attributeFilter: ["value"]
	}), pn(() => {
		t.disconnect();
	});
}
function li(e) {
	return "__value" in e ? e.__value : e.value;
}
function ui(e) {
	if (e.target.closest("selectedcontent") !== null) return !0;
	if (e.type === "childList") {
		var t = [...e.addedNodes, ...e.removedNodes];
		return t.length > 0 && t.every((e) => e.nodeName === "SELECTEDCONTENT");
	}
	return !1;
}
// node_modules/svelte/src/internal/client/dom/elements/attributes.js
var di = Symbol("is custom element"), fi = Symbol("is html"), pi = he ? "link" : "LINK", mi = he ? "progress" : "PROGRESS";
function hi(e) {
	if (E) {
		var t = !1, n = () => {
			if (!t) {
				if (t = !0, e.hasAttribute("value")) {
					var n = e.value;
					Y(e, "value", null), e.value = n;
				}
				if (e.hasAttribute("checked")) {
					var r = e.checked;
					Y(e, "checked", null), e.checked = r;
				}
			}
		};
		e[pe] = n, Je(n), et();
	}
}
function gi(e, t) {
	var n = vi(e);
	n.value !== (n.value = t ?? void 0) && (e.value !== t || t === 0 && e.nodeName === mi) && (e.value = t ?? "");
}
function _i(e, t) {
	var n = vi(e);
	n.checked !== (n.checked = t ?? void 0) && (e.checked = t);
}
function Y(e, t, n, r) {
	var i = vi(e);
	if (!(E && (i[t] = e.getAttribute(t), t === "src" || t === "srcset" || t === "href" && e.nodeName === pi))) {
		var a = i[t];
		a !== (i[t] = n) && (t === "loading" && (e[ce] = n), n == null ? e.removeAttribute(t) : typeof n != "string" && bi(e).has(t) ? e[t] = n : (!E || typeof n != "number" && typeof n != "boolean" || a !== String(n)) && e.setAttribute(t, n));
	}
}
function vi(e) {
	return e[le] ??= {
		[di]: e.nodeName.includes("-"),
		[fi]: e.namespaceURI === _e
	};
}
var yi = /* @__PURE__ */ new Map();
function bi(e) {
	var t = e.getAttribute("is") || e.nodeName, n = yi.get(t);
	if (n) return n;
	yi.set(t, n = /* @__PURE__ */ new Set());
	for (var r, i = e, a = Element.prototype; a !== i;) {
		for (var s in r = o(i), r) r[s].set && s !== "innerHTML" && s !== "textContent" && s !== "innerText" && n.add(s);
		i = l(i);
	}
	return n;
}
var xi = /* @__PURE__ */ new class e {
	#e = /* @__PURE__ */ new WeakMap();
	#t;
	#n;
	static entries = /* @__PURE__ */ new WeakMap();
	constructor(e) {
		this.#n = e;
	}
	observe(e, t) {
		var n = this.#e.get(e) || /* @__PURE__ */ new Set();
		return n.add(t), this.#e.set(e, n), this.#r().observe(e, this.#n), () => {
			var n = this.#e.get(e);
			n.delete(t), n.size === 0 && (this.#e.delete(e), this.#t.unobserve(e));
		};
	}
	#r() {
		return this.#t ??= new ResizeObserver((t) => {
			for (var n of t) {
				e.entries.set(n.target, n);
				for (var r of this.#e.get(n.target) || []) r(n);
			}
		});
	}
}({ box: "border-box" });
function Si(e, t, n) {
	var r = xi.observe(e, () => n(e[t]));
	_n(() => (ar(() => n(e[t])), r));
}
// node_modules/svelte/src/internal/client/reactivity/store.js
var Ci = !1;
function wi(e) {
	var t = Ci;
	try {
		return Ci = !1, [e(), Ci];
	} finally {
		Ci = t;
	}
}
// node_modules/svelte/src/internal/client/reactivity/props.js
function Ti(e, t, n, r) {
	var i = !0, o = !!(n & 8), s = !!(n & 16), c = r, l = !0, u = void 0, d = () => s && i ? (u ??= /* @__PURE__ */ ot(r), H(u)) : (l && (l = !1, c = s ? ar(r) : r), c);
	let f;
	if (o) {
		var p = ae in e || se in e;
		f = a(e, t)?.set ?? (p && t in e ? (n) => e[t] = n : void 0);
	}
	var m, h = !1;
	o ? [m, h] = wi(() => e[t]) : m = e[t], m === void 0 && r !== void 0 && (m = d(), f && (i && Le(t), f(m)));
	var g = i ? () => {
		var n = e[t];
		return n === void 0 ? d() : (l = !0, n);
	} : () => {
		var n = e[t];
		return n !== void 0 && (c = void 0), n === void 0 ? c : n;
	};
	if (i && !(n & 4)) return g;
	if (f) {
		var _ = e.$$legacy;
		return (function(e, t) {
			return arguments.length > 0 ? ((!i || !t || _ || h) && f(t ? g() : e), e) : g();
		});
	}
	var v = !1, y = (n & 1 ? ot : lt)(() => (v = !1, g()));
	o && H(y);
	var b = V;
	return (function(e, t) {
		if (arguments.length > 0) {
			let n = t ? H(y) : i && o ? Gt(e) : e;
			return P(y, n), v = !0, c !== void 0 && (c = n), e;
		}
		return Pn && v || b.f & 16384 ? y.v : H(y);
	});
}
// node_modules/svelte/src/internal/disclose-version.js
typeof window < "u" && ((window.__svelte ??= {}).v ??= /* @__PURE__ */ new Set()).add("5");
// src/look/number.ts
var Ei = /* @__PURE__ */ new Set([
	"area_fraction",
	"share",
	"signed_share",
	"positive_share",
	"top_share"
]), Di = /* @__PURE__ */ new Set(["mean", "abs_mean"]);
function Oi(e, t) {
	let n = Ei.has(e);
	return (n ? 1 : 2) + +(t !== 0 && Math.abs(t) < .095 / (n ? 100 : 1));
}
function X(e, t, n = !1) {
	if (t == null) return "–";
	if (Di.has(e)) return Ai(t, n) + ji(t);
	let r = Ei.has(e), i = Math.abs(r ? 100 * t : t).toFixed(Oi(e, t));
	return (Number(i) === 0 ? "" : Ai(t, n)) + i + (r ? " %" : "");
}
function ki(e, t, n, r = !1) {
	if (t == null || n == null) return "";
	let i = Ei.has(e), a = X(e, t, r);
	return `${i ? a.replace(" %", "") : a} to ${X(e, n, r)}`;
}
function Ai(e, t) {
	return e < 0 ? "−" : t && e > 0 ? "+" : "";
}
function ji(e) {
	let [t = "", n = ""] = Math.abs(e).toExponential(1).split("e");
	return n === "+0" ? t : `${t}e${n.replace("-", "−").replace("+", "")}`;
}
function Z(e) {
	return e.toLocaleString("en-GB");
}
function Mi(e) {
	return `${Z(e)} ${e === 1 ? "image" : "images"}`;
}
function Ni(e) {
	return e.replaceAll("_", " ");
}
function Pi(e) {
	return e.split(":")[0] ?? e;
}
// src/pages/About.svelte
var Fi = /* @__PURE__ */ U("<dt class=\"svelte-gf7t7t\"> </dt> <dd class=\"svelte-gf7t7t\"> </dd>", 1), Ii = /* @__PURE__ */ U("<h2> </h2> <dl class=\"svelte-gf7t7t\"></dl>", 1), Li = /* @__PURE__ */ U("<p><b> </b>, to keep this file small: of each cell the highest,\n    the lowest and the most typical were kept first. All numbers are of all images.</p>"), Ri = /* @__PURE__ */ U("<li class=\"svelte-gf7t7t\"> </li>"), zi = /* @__PURE__ */ U("<ul class=\"svelte-gf7t7t\"><!> <li class=\"svelte-gf7t7t\">Attribution is what a method says of a model. Only where removing a part changes the prediction too does partwise\n      speak of reliance.</li></ul>"), Bi = /* @__PURE__ */ U("<p>None.</p>"), Vi = /* @__PURE__ */ U("<tr><th scope=\"row\"> </th><td> </td><td> </td></tr>"), Hi = /* @__PURE__ */ U("<p class=\"soft small\"> </p> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">image</th><th scope=\"col\">error</th><th scope=\"col\">what was wrong</th></tr></thead><tbody></tbody></table></div>", 1), Ui = /* @__PURE__ */ U("<tr><th scope=\"row\"> </th><td> </td><td class=\"number\"> </td><td> </td><td class=\"number\"> </td></tr>"), Wi = /* @__PURE__ */ U("<tr><th scope=\"row\"> </th><td> </td><td> </td><td class=\"number\"> </td></tr>"), Gi = /* @__PURE__ */ U("<tr><th scope=\"row\"> </th><td><code> </code></td><td> </td></tr>"), Ki = /* @__PURE__ */ U("<h1>About this run</h1> <p class=\"soft\"> <!></p> <!> <h2>What this cannot say</h2> <!> <h2>Images that failed</h2> <!> <h2>Maps</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">method</th><th scope=\"col\">target</th><th scope=\"col\" class=\"number\">maps</th><th scope=\"col\">own grid</th><th scope=\"col\" class=\"number\">sum misses by (median)</th></tr></thead><tbody></tbody></table></div> <h2>Parts</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">part</th><th scope=\"col\">role</th><th scope=\"col\">part of</th><th scope=\"col\" class=\"number\">images</th></tr></thead><tbody></tbody></table></div> <h2>Measures</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">measure</th><th scope=\"col\">formula</th><th scope=\"col\">says</th></tr></thead><tbody></tbody></table></div> <!> <!> <!>", 1);
function qi(e, t) {
	k(t, !0);
	let n = (e, t = d, n = d) => {
		var i = Ii(), a = I(i), o = L(a, !0), s = R(a, 2);
		J(s, 21, n, ([e, t]) => e, (e, t) => {
			var n = /* @__PURE__ */ M(() => h(H(t), 2));
			let i = () => H(n)[0], a = () => H(n)[1];
			var o = Fi(), s = I(o), c = L(s, !0), l = L(R(s, 2), !0);
			z((e, t) => {
				K(c, e), K(l, t);
			}, [() => i().replaceAll("_", " "), () => r(a())]), G(e, o);
		}), O(s), z(() => K(o, t())), G(e, i);
	};
	function r(e) {
		return e == null ? "–" : typeof e == "string" ? e : Array.isArray(e) && e.every((e) => typeof e != "object") ? e.join(", ") || "none" : JSON.stringify(e, null, 1);
	}
	let i = /* @__PURE__ */ M(() => Object.entries(t.overview.facts.versions ?? {})), a = /* @__PURE__ */ M(() => Object.entries(t.overview.facts).filter(([e]) => e !== "versions"));
	var o = Ki(), s = R(I(o), 2), c = F(s), l = R(c), u = (e) => {
		var n = Cr();
		z((e) => K(n, `Only rows where ${e ?? ""}.`), [() => t.overview.conditions.join(" and ")]), G(e, n);
	};
	q(l, (e) => {
		t.overview.conditions.length && e(u);
	}), O(s);
	var f = R(s, 2), p = (e) => {
		var n = Li(), r = L(F(n));
		Te(), O(n), z((e) => K(r, `${e ?? ""} have no picture here`), [() => Mi(t.overview.pictures_left_out)]), G(e, n);
	};
	q(f, (e) => {
		t.overview.pictures_left_out && e(p);
	});
	var m = R(f, 4);
	Lr(m, () => t.source.findings(), null, (e, t) => {
		var n = zi();
		J(F(n), 16, () => H(t).limits, (e) => e, (e, t) => {
			var n = Ri(), r = L(n, !0);
			z(() => K(r, t)), G(e, n);
		}), Te(2), O(n), G(e, n);
	});
	var g = R(m, 4), _ = (e) => {
		G(e, Bi());
	}, v = (e) => {
		var n = Hi(), r = I(n), i = L(r), a = R(r, 2), o = F(a), s = R(F(o));
		J(s, 21, () => t.overview.errors, (e) => e.image_id, (e, t) => {
			var n = Vi(), r = F(n), i = L(r, !0), a = R(r), o = L(a, !0), s = L(R(a), !0);
			O(n), z(() => {
				K(i, H(t).image_id), K(o, H(t).error), K(s, H(t).message);
			}), G(e, n);
		}), O(s), O(o), O(a), z((e, t) => K(i, `${e ?? ""}${t ?? ""}`), [() => Mi(t.overview.failed), () => t.overview.failed > t.overview.errors.length ? `, of which the first ${Z(t.overview.errors.length)}` : ""]), G(e, n);
	};
	q(g, (e) => {
		t.overview.failed === 0 ? e(_) : e(v, -1);
	});
	var y = R(g, 4), b = F(y), x = R(F(b));
	J(x, 21, () => t.overview.maps, Rr, (e, t) => {
		var n = Ui(), r = F(n), i = L(r, !0), a = R(r), o = L(a, !0), s = R(a), c = L(s, !0), l = R(s), u = L(l, !0), d = L(R(l), !0);
		O(n), z((e, n) => {
			K(i, H(t).method), K(o, H(t).target_kind ?? "–"), K(c, e), K(u, H(t).native_height ? `${H(t).native_height} × ${H(t).native_width}` : "every pixel"), K(d, n);
		}, [() => Z(Number(H(t).maps)), () => X("share", H(t).completeness_relative)]), G(e, n);
	}), O(x), O(b), O(y);
	var S = R(y, 4), ee = F(S), C = R(F(ee));
	J(C, 21, () => t.overview.segments, (e) => e.segment, (e, t) => {
		var n = Wi(), r = F(n), i = L(r, !0), a = R(r), o = L(a, !0), s = R(a), c = L(s, !0), l = L(R(s), !0);
		O(n), z((e) => {
			K(i, H(t).segment), K(o, H(t).role ?? "–"), K(c, H(t).parent ?? "–"), K(l, e);
		}, [() => Z(H(t).images)]), G(e, n);
	}), O(C), O(ee), O(S);
	var te = R(S, 4), w = F(te), ne = R(F(w));
	J(ne, 21, () => t.overview.measures, (e) => e.name, (e, t) => {
		var n = Gi(), r = F(n), i = L(r, !0), a = R(r), o = L(F(a), !0);
		O(a);
		var s = L(R(a), !0);
		O(n), z(() => {
			K(i, H(t).name), K(o, H(t).formula), K(s, H(t).says);
		}), G(e, n);
	}), O(ne), O(w), O(te);
	var re = R(te, 2);
	{
		let e = /* @__PURE__ */ M(() => Object.entries(t.overview.parameters));
		n(re, () => "Parameters", () => H(e));
	}
	var ie = R(re, 2);
	n(ie, () => "Versions", () => H(i)), n(R(ie, 2), () => "Facts", () => H(a)), z((e, n) => K(c, `${e ?? ""}, ${n ?? ""} rows, run ${t.overview.run_id ?? ""}, schema ${t.overview.schema_version ?? ""};
  shown by partwise ${t.overview.partwise ?? ""}. `), [() => Mi(t.overview.images), () => Z(t.overview.rows)]), G(e, o), A();
}
// node_modules/d3-array/dist/d3-array.mjs
function Ji(e, t) {
	return e == null || t == null ? NaN : e < t ? -1 : e > t ? 1 : e >= t ? 0 : NaN;
}
function Yi(e, t) {
	return e == null || t == null ? NaN : t < e ? -1 : t > e ? 1 : t >= e ? 0 : NaN;
}
function Xi(e) {
	let t, n, r;
	e.length === 2 ? (t = e === Ji || e === Yi ? e : Zi, n = e, r = e) : (t = Ji, n = (t, n) => Ji(e(t), n), r = (t, n) => e(t) - n);
	function i(e, r, i = 0, a = e.length) {
		if (i < a) {
			if (t(r, r) !== 0) return a;
			do {
				let t = i + a >>> 1;
				n(e[t], r) < 0 ? i = t + 1 : a = t;
			} while (i < a);
		}
		return i;
	}
	function a(e, r, i = 0, a = e.length) {
		if (i < a) {
			if (t(r, r) !== 0) return a;
			do {
				let t = i + a >>> 1;
				n(e[t], r) <= 0 ? i = t + 1 : a = t;
			} while (i < a);
		}
		return i;
	}
	function o(e, t, n = 0, a = e.length) {
		let o = i(e, t, n, a - 1);
		return o > n && r(e[o - 1], t) > -r(e[o], t) ? o - 1 : o;
	}
	return {
		left: i,
		center: o,
		right: a
	};
}
function Zi() {
	return 0;
}
function Qi(e) {
	return e === null ? NaN : +e;
}
var $i = Xi(Ji), ea = $i.right;
$i.left, Xi(Qi).center, Array.prototype.slice;
var ta = Math.sqrt(50), na = Math.sqrt(10), ra = Math.sqrt(2);
function ia(e, t, n) {
	let r = (t - e) / Math.max(0, n), i = Math.floor(Math.log10(r)), a = r / 10 ** i, o = a >= ta ? 10 : a >= na ? 5 : a >= ra ? 2 : 1, s, c, l;
	return i < 0 ? (l = 10 ** -i / o, s = Math.round(e * l), c = Math.round(t * l), s / l < e && ++s, c / l > t && --c, l = -l) : (l = 10 ** i * o, s = Math.round(e / l), c = Math.round(t / l), s * l < e && ++s, c * l > t && --c), c < s && .5 <= n && n < 2 ? ia(e, t, n * 2) : [
		s,
		c,
		l
	];
}
function aa(e, t, n) {
	if (t = +t, e = +e, n = +n, !(n > 0)) return [];
	if (e === t) return [e];
	let r = t < e, [i, a, o] = r ? ia(t, e, n) : ia(e, t, n);
	if (!(a >= i)) return [];
	let s = a - i + 1, c = Array(s);
	if (r) {
		if (o < 0) for (let e = 0; e < s; ++e) c[e] = (a - e) / -o;
		else for (let e = 0; e < s; ++e) c[e] = (a - e) * o;
	} else if (o < 0) for (let e = 0; e < s; ++e) c[e] = (i + e) / -o;
	else for (let e = 0; e < s; ++e) c[e] = (i + e) * o;
	return c;
}
function oa(e, t, n) {
	return t = +t, e = +e, n = +n, ia(e, t, n)[2];
}
function sa(e, t, n) {
	t = +t, e = +e, n = +n;
	let r = t < e, i = r ? oa(t, e, n) : oa(e, t, n);
	return (r ? -1 : 1) * (i < 0 ? 1 / -i : i);
}
// node_modules/d3-color/dist/d3-color.mjs
function ca(e, t, n) {
	e.prototype = t.prototype = n, n.constructor = e;
}
function la(e, t) {
	var n = Object.create(e.prototype);
	for (var r in t) n[r] = t[r];
	return n;
}
function ua() {}
var da = .7, fa = 1 / da, pa = "\\s*([+-]?\\d+)\\s*", ma = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)\\s*", ha = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)%\\s*", ga = /^#([0-9a-f]{3,8})$/, _a = RegExp(`^rgb\\(${pa},${pa},${pa}\\)$`), va = RegExp(`^rgb\\(${ha},${ha},${ha}\\)$`), ya = RegExp(`^rgba\\(${pa},${pa},${pa},${ma}\\)$`), ba = RegExp(`^rgba\\(${ha},${ha},${ha},${ma}\\)$`), xa = RegExp(`^hsl\\(${ma},${ha},${ha}\\)$`), Sa = RegExp(`^hsla\\(${ma},${ha},${ha},${ma}\\)$`), Ca = {
	aliceblue: 15792383,
	antiquewhite: 16444375,
	aqua: 65535,
	aquamarine: 8388564,
	azure: 15794175,
	beige: 16119260,
	bisque: 16770244,
	black: 0,
	blanchedalmond: 16772045,
	blue: 255,
	blueviolet: 9055202,
	brown: 10824234,
	burlywood: 14596231,
	cadetblue: 6266528,
	chartreuse: 8388352,
	chocolate: 13789470,
	coral: 16744272,
	cornflowerblue: 6591981,
	cornsilk: 16775388,
	crimson: 14423100,
	cyan: 65535,
	darkblue: 139,
	darkcyan: 35723,
	darkgoldenrod: 12092939,
	darkgray: 11119017,
	darkgreen: 25600,
	darkgrey: 11119017,
	darkkhaki: 12433259,
	darkmagenta: 9109643,
	darkolivegreen: 5597999,
	darkorange: 16747520,
	darkorchid: 10040012,
	darkred: 9109504,
	darksalmon: 15308410,
	darkseagreen: 9419919,
	darkslateblue: 4734347,
	darkslategray: 3100495,
	darkslategrey: 3100495,
	darkturquoise: 52945,
	darkviolet: 9699539,
	deeppink: 16716947,
	deepskyblue: 49151,
	dimgray: 6908265,
	dimgrey: 6908265,
	dodgerblue: 2003199,
	firebrick: 11674146,
	floralwhite: 16775920,
	forestgreen: 2263842,
	fuchsia: 16711935,
	gainsboro: 14474460,
	ghostwhite: 16316671,
	gold: 16766720,
	goldenrod: 14329120,
	gray: 8421504,
	green: 32768,
	greenyellow: 11403055,
	grey: 8421504,
	honeydew: 15794160,
	hotpink: 16738740,
	indianred: 13458524,
	indigo: 4915330,
	ivory: 16777200,
	khaki: 15787660,
	lavender: 15132410,
	lavenderblush: 16773365,
	lawngreen: 8190976,
	lemonchiffon: 16775885,
	lightblue: 11393254,
	lightcoral: 15761536,
	lightcyan: 14745599,
	lightgoldenrodyellow: 16448210,
	lightgray: 13882323,
	lightgreen: 9498256,
	lightgrey: 13882323,
	lightpink: 16758465,
	lightsalmon: 16752762,
	lightseagreen: 2142890,
	lightskyblue: 8900346,
	lightslategray: 7833753,
	lightslategrey: 7833753,
	lightsteelblue: 11584734,
	lightyellow: 16777184,
	lime: 65280,
	limegreen: 3329330,
	linen: 16445670,
	magenta: 16711935,
	maroon: 8388608,
	mediumaquamarine: 6737322,
	mediumblue: 205,
	mediumorchid: 12211667,
	mediumpurple: 9662683,
	mediumseagreen: 3978097,
	mediumslateblue: 8087790,
	mediumspringgreen: 64154,
	mediumturquoise: 4772300,
	mediumvioletred: 13047173,
	midnightblue: 1644912,
	mintcream: 16121850,
	mistyrose: 16770273,
	moccasin: 16770229,
	navajowhite: 16768685,
	navy: 128,
	oldlace: 16643558,
	olive: 8421376,
	olivedrab: 7048739,
	orange: 16753920,
	orangered: 16729344,
	orchid: 14315734,
	palegoldenrod: 15657130,
	palegreen: 10025880,
	paleturquoise: 11529966,
	palevioletred: 14381203,
	papayawhip: 16773077,
	peachpuff: 16767673,
	peru: 13468991,
	pink: 16761035,
	plum: 14524637,
	powderblue: 11591910,
	purple: 8388736,
	rebeccapurple: 6697881,
	red: 16711680,
	rosybrown: 12357519,
	royalblue: 4286945,
	saddlebrown: 9127187,
	salmon: 16416882,
	sandybrown: 16032864,
	seagreen: 3050327,
	seashell: 16774638,
	sienna: 10506797,
	silver: 12632256,
	skyblue: 8900331,
	slateblue: 6970061,
	slategray: 7372944,
	slategrey: 7372944,
	snow: 16775930,
	springgreen: 65407,
	steelblue: 4620980,
	tan: 13808780,
	teal: 32896,
	thistle: 14204888,
	tomato: 16737095,
	turquoise: 4251856,
	violet: 15631086,
	wheat: 16113331,
	white: 16777215,
	whitesmoke: 16119285,
	yellow: 16776960,
	yellowgreen: 10145074
};
ca(ua, Oa, {
	copy(e) {
		return Object.assign(new this.constructor(), this, e);
	},
	displayable() {
		return this.rgb().displayable();
	},
	hex: wa,
	formatHex: wa,
	formatHex8: Ta,
	formatHsl: Ea,
	formatRgb: Da,
	toString: Da
});
function wa() {
	return this.rgb().formatHex();
}
function Ta() {
	return this.rgb().formatHex8();
}
function Ea() {
	return Ba(this).formatHsl();
}
function Da() {
	return this.rgb().formatRgb();
}
function Oa(e) {
	var t, n;
	return e = (e + "").trim().toLowerCase(), (t = ga.exec(e)) ? (n = t[1].length, t = parseInt(t[1], 16), n === 6 ? ka(t) : n === 3 ? new Q(t >> 8 & 15 | t >> 4 & 240, t >> 4 & 15 | t & 240, (t & 15) << 4 | t & 15, 1) : n === 8 ? Aa(t >> 24 & 255, t >> 16 & 255, t >> 8 & 255, (t & 255) / 255) : n === 4 ? Aa(t >> 12 & 15 | t >> 8 & 240, t >> 8 & 15 | t >> 4 & 240, t >> 4 & 15 | t & 240, ((t & 15) << 4 | t & 15) / 255) : null) : (t = _a.exec(e)) ? new Q(t[1], t[2], t[3], 1) : (t = va.exec(e)) ? new Q(t[1] * 255 / 100, t[2] * 255 / 100, t[3] * 255 / 100, 1) : (t = ya.exec(e)) ? Aa(t[1], t[2], t[3], t[4]) : (t = ba.exec(e)) ? Aa(t[1] * 255 / 100, t[2] * 255 / 100, t[3] * 255 / 100, t[4]) : (t = xa.exec(e)) ? za(t[1], t[2] / 100, t[3] / 100, 1) : (t = Sa.exec(e)) ? za(t[1], t[2] / 100, t[3] / 100, t[4]) : Ca.hasOwnProperty(e) ? ka(Ca[e]) : e === "transparent" ? new Q(NaN, NaN, NaN, 0) : null;
}
function ka(e) {
	return new Q(e >> 16 & 255, e >> 8 & 255, e & 255, 1);
}
function Aa(e, t, n, r) {
	return r <= 0 && (e = t = n = NaN), new Q(e, t, n, r);
}
function ja(e) {
	return e instanceof ua || (e = Oa(e)), e ? (e = e.rgb(), new Q(e.r, e.g, e.b, e.opacity)) : new Q();
}
function Ma(e, t, n, r) {
	return arguments.length === 1 ? ja(e) : new Q(e, t, n, r ?? 1);
}
function Q(e, t, n, r) {
	this.r = +e, this.g = +t, this.b = +n, this.opacity = +r;
}
ca(Q, Ma, la(ua, {
	brighter(e) {
		return e = e == null ? fa : fa ** +e, new Q(this.r * e, this.g * e, this.b * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? da : da ** +e, new Q(this.r * e, this.g * e, this.b * e, this.opacity);
	},
	rgb() {
		return this;
	},
	clamp() {
		return new Q(La(this.r), La(this.g), La(this.b), Ia(this.opacity));
	},
	displayable() {
		return -.5 <= this.r && this.r < 255.5 && -.5 <= this.g && this.g < 255.5 && -.5 <= this.b && this.b < 255.5 && 0 <= this.opacity && this.opacity <= 1;
	},
	hex: Na,
	formatHex: Na,
	formatHex8: Pa,
	formatRgb: Fa,
	toString: Fa
}));
function Na() {
	return `#${Ra(this.r)}${Ra(this.g)}${Ra(this.b)}`;
}
function Pa() {
	return `#${Ra(this.r)}${Ra(this.g)}${Ra(this.b)}${Ra((isNaN(this.opacity) ? 1 : this.opacity) * 255)}`;
}
function Fa() {
	let e = Ia(this.opacity);
	return `${e === 1 ? "rgb(" : "rgba("}${La(this.r)}, ${La(this.g)}, ${La(this.b)}${e === 1 ? ")" : `, ${e})`}`;
}
function Ia(e) {
	return isNaN(e) ? 1 : Math.max(0, Math.min(1, e));
}
function La(e) {
	return Math.max(0, Math.min(255, Math.round(e) || 0));
}
function Ra(e) {
	return e = La(e), (e < 16 ? "0" : "") + e.toString(16);
}
function za(e, t, n, r) {
	return r <= 0 ? e = t = n = NaN : n <= 0 || n >= 1 ? e = t = NaN : t <= 0 && (e = NaN), new Ha(e, t, n, r);
}
function Ba(e) {
	if (e instanceof Ha) return new Ha(e.h, e.s, e.l, e.opacity);
	if (e instanceof ua || (e = Oa(e)), !e) return new Ha();
	if (e instanceof Ha) return e;
	e = e.rgb();
	var t = e.r / 255, n = e.g / 255, r = e.b / 255, i = Math.min(t, n, r), a = Math.max(t, n, r), o = NaN, s = a - i, c = (a + i) / 2;
	return s ? (o = t === a ? (n - r) / s + (n < r) * 6 : n === a ? (r - t) / s + 2 : (t - n) / s + 4, s /= c < .5 ? a + i : 2 - a - i, o *= 60) : s = c > 0 && c < 1 ? 0 : o, new Ha(o, s, c, e.opacity);
}
function Va(e, t, n, r) {
	return arguments.length === 1 ? Ba(e) : new Ha(e, t, n, r ?? 1);
}
function Ha(e, t, n, r) {
	this.h = +e, this.s = +t, this.l = +n, this.opacity = +r;
}
ca(Ha, Va, la(ua, {
	brighter(e) {
		return e = e == null ? fa : fa ** +e, new Ha(this.h, this.s, this.l * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? da : da ** +e, new Ha(this.h, this.s, this.l * e, this.opacity);
	},
	rgb() {
		var e = this.h % 360 + (this.h < 0) * 360, t = isNaN(e) || isNaN(this.s) ? 0 : this.s, n = this.l, r = n + (n < .5 ? n : 1 - n) * t, i = 2 * n - r;
		return new Q(Ga(e >= 240 ? e - 240 : e + 120, i, r), Ga(e, i, r), Ga(e < 120 ? e + 240 : e - 120, i, r), this.opacity);
	},
	clamp() {
		return new Ha(Ua(this.h), Wa(this.s), Wa(this.l), Ia(this.opacity));
	},
	displayable() {
		return (0 <= this.s && this.s <= 1 || isNaN(this.s)) && 0 <= this.l && this.l <= 1 && 0 <= this.opacity && this.opacity <= 1;
	},
	formatHsl() {
		let e = Ia(this.opacity);
		return `${e === 1 ? "hsl(" : "hsla("}${Ua(this.h)}, ${Wa(this.s) * 100}%, ${Wa(this.l) * 100}%${e === 1 ? ")" : `, ${e})`}`;
	}
}));
function Ua(e) {
	return e = (e || 0) % 360, e < 0 ? e + 360 : e;
}
function Wa(e) {
	return Math.max(0, Math.min(1, e || 0));
}
function Ga(e, t, n) {
	return (e < 60 ? t + (n - t) * e / 60 : e < 180 ? n : e < 240 ? t + (n - t) * (240 - e) / 60 : t) * 255;
}
var Ka = Math.PI / 180, qa = 180 / Math.PI, Ja = 18, Ya = .96422, Xa = 1, Za = .82521, Qa = 4 / 29, $a = 6 / 29, eo = 3 * $a * $a, to = $a * $a * $a;
function no(e) {
	if (e instanceof io) return new io(e.l, e.a, e.b, e.opacity);
	if (e instanceof fo) return po(e);
	e instanceof Q || (e = ja(e));
	var t = co(e.r), n = co(e.g), r = co(e.b), i = ao((.2225045 * t + .7168786 * n + .0606169 * r) / Xa), a, o;
	return t === n && n === r ? a = o = i : (a = ao((.4360747 * t + .3850649 * n + .1430804 * r) / Ya), o = ao((.0139322 * t + .0971045 * n + .7141733 * r) / Za)), new io(116 * i - 16, 500 * (a - i), 200 * (i - o), e.opacity);
}
function ro(e, t, n, r) {
	return arguments.length === 1 ? no(e) : new io(e, t, n, r ?? 1);
}
function io(e, t, n, r) {
	this.l = +e, this.a = +t, this.b = +n, this.opacity = +r;
}
ca(io, ro, la(ua, {
	brighter(e) {
		return new io(this.l + Ja * (e ?? 1), this.a, this.b, this.opacity);
	},
	darker(e) {
		return new io(this.l - Ja * (e ?? 1), this.a, this.b, this.opacity);
	},
	rgb() {
		var e = (this.l + 16) / 116, t = isNaN(this.a) ? e : e + this.a / 500, n = isNaN(this.b) ? e : e - this.b / 200;
		return t = Ya * oo(t), e = Xa * oo(e), n = Za * oo(n), new Q(so(3.1338561 * t - 1.6168667 * e - .4906146 * n), so(-.9787684 * t + 1.9161415 * e + .033454 * n), so(.0719453 * t - .2289914 * e + 1.4052427 * n), this.opacity);
	}
}));
function ao(e) {
	return e > to ? e ** (1 / 3) : e / eo + Qa;
}
function oo(e) {
	return e > $a ? e * e * e : eo * (e - Qa);
}
function so(e) {
	return 255 * (e <= .0031308 ? 12.92 * e : 1.055 * e ** (1 / 2.4) - .055);
}
function co(e) {
	return (e /= 255) <= .04045 ? e / 12.92 : ((e + .055) / 1.055) ** 2.4;
}
function lo(e) {
	if (e instanceof fo) return new fo(e.h, e.c, e.l, e.opacity);
	if (e instanceof io || (e = no(e)), e.a === 0 && e.b === 0) return new fo(NaN, 0 < e.l && e.l < 100 ? 0 : NaN, e.l, e.opacity);
	var t = Math.atan2(e.b, e.a) * qa;
	return new fo(t < 0 ? t + 360 : t, Math.sqrt(e.a * e.a + e.b * e.b), e.l, e.opacity);
}
function uo(e, t, n, r) {
	return arguments.length === 1 ? lo(e) : new fo(e, t, n, r ?? 1);
}
function fo(e, t, n, r) {
	this.h = +e, this.c = +t, this.l = +n, this.opacity = +r;
}
function po(e) {
	if (isNaN(e.h)) return new io(e.l, 0, 0, e.opacity);
	var t = e.h * Ka;
	return new io(e.l, Math.cos(t) * e.c, Math.sin(t) * e.c, e.opacity);
}
ca(fo, uo, la(ua, {
	brighter(e) {
		return new fo(this.h, this.c, this.l + Ja * (e ?? 1), this.opacity);
	},
	darker(e) {
		return new fo(this.h, this.c, this.l - Ja * (e ?? 1), this.opacity);
	},
	rgb() {
		return po(this).rgb();
	}
}));
var mo = -.14861, ho = 1.78277, go = -.29227, _o = -.90649, vo = 1.97294, yo = vo * _o, bo = vo * ho, xo = ho * go - _o * mo;
function So(e) {
	if (e instanceof wo) return new wo(e.h, e.s, e.l, e.opacity);
	e instanceof Q || (e = ja(e));
	var t = e.r / 255, n = e.g / 255, r = e.b / 255, i = (xo * r + yo * t - bo * n) / (xo + yo - bo), a = r - i, o = (vo * (n - i) - go * a) / _o, s = Math.sqrt(o * o + a * a) / (vo * i * (1 - i)), c = s ? Math.atan2(o, a) * qa - 120 : NaN;
	return new wo(c < 0 ? c + 360 : c, s, i, e.opacity);
}
function Co(e, t, n, r) {
	return arguments.length === 1 ? So(e) : new wo(e, t, n, r ?? 1);
}
function wo(e, t, n, r) {
	this.h = +e, this.s = +t, this.l = +n, this.opacity = +r;
}
ca(wo, Co, la(ua, {
	brighter(e) {
		return e = e == null ? fa : fa ** +e, new wo(this.h, this.s, this.l * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? da : da ** +e, new wo(this.h, this.s, this.l * e, this.opacity);
	},
	rgb() {
		var e = isNaN(this.h) ? 0 : (this.h + 120) * Ka, t = +this.l, n = isNaN(this.s) ? 0 : this.s * t * (1 - t), r = Math.cos(e), i = Math.sin(e);
		return new Q(255 * (t + n * (mo * r + ho * i)), 255 * (t + n * (go * r + _o * i)), 255 * (t + vo * r * n), this.opacity);
	}
}));
var To = (e) => () => e;
function Eo(e, t) {
	return function(n) {
		return e + n * t;
	};
}
function Do(e, t, n) {
	return e **= +n, t = t ** +n - e, n = 1 / n, function(r) {
		return (e + r * t) ** +n;
	};
}
function Oo(e, t) {
	var n = t - e;
	return n ? Eo(e, n > 180 || n < -180 ? n - 360 * Math.round(n / 360) : n) : To(isNaN(e) ? t : e);
}
function ko(e) {
	return (e = +e) == 1 ? Ao : function(t, n) {
		return n - t ? Do(t, n, e) : To(isNaN(t) ? n : t);
	};
}
function Ao(e, t) {
	var n = t - e;
	return n ? Eo(e, n) : To(isNaN(e) ? t : e);
}
var jo = (function e(t) {
	var n = ko(t);
	function r(e, t) {
		var r = n((e = Ma(e)).r, (t = Ma(t)).r), i = n(e.g, t.g), a = n(e.b, t.b), o = Ao(e.opacity, t.opacity);
		return function(t) {
			return e.r = r(t), e.g = i(t), e.b = a(t), e.opacity = o(t), e + "";
		};
	}
	return r.gamma = e, r;
})(1);
function Mo(e, t) {
	t ||= [];
	var n = e ? Math.min(t.length, e.length) : 0, r = t.slice(), i;
	return function(a) {
		for (i = 0; i < n; ++i) r[i] = e[i] * (1 - a) + t[i] * a;
		return r;
	};
}
function No(e) {
	return ArrayBuffer.isView(e) && !(e instanceof DataView);
}
function Po(e, t) {
	for (var n = t ? t.length : 0, r = e ? Math.min(n, e.length) : 0, i = Array(r), a = Array(n), o = 0; o < r; ++o) i[o] = Uo(e[o], t[o]);
	for (; o < n; ++o) a[o] = t[o];
	return function(e) {
		for (o = 0; o < r; ++o) a[o] = i[o](e);
		return a;
	};
}
function Fo(e, t) {
	var n = /* @__PURE__ */ new Date();
	return e = +e, t = +t, function(r) {
		return n.setTime(e * (1 - r) + t * r), n;
	};
}
function Io(e, t) {
	return e = +e, t = +t, function(n) {
		return e * (1 - n) + t * n;
	};
}
function Lo(e, t) {
	var n = {}, r = {}, i;
	for (i in typeof e == "object" && e || (e = {}), typeof t == "object" && t || (t = {}), t) i in e ? n[i] = Uo(e[i], t[i]) : r[i] = t[i];
	return function(e) {
		for (i in n) r[i] = n[i](e);
		return r;
	};
}
var Ro = /[-+]?(?:\d+\.?\d*|\.?\d+)(?:[eE][-+]?\d+)?/g, zo = new RegExp(Ro.source, "g");
function Bo(e) {
	return function() {
		return e;
	};
}
function Vo(e) {
	return function(t) {
		return e(t) + "";
	};
}
function Ho(e, t) {
	var n = Ro.lastIndex = zo.lastIndex = 0, r, i, a, o = -1, s = [], c = [];
	for (e += "", t += ""; (r = Ro.exec(e)) && (i = zo.exec(t));) (a = i.index) > n && (a = t.slice(n, a), s[o] ? s[o] += a : s[++o] = a), (r = r[0]) === (i = i[0]) ? s[o] ? s[o] += i : s[++o] = i : (s[++o] = null, c.push({
		i: o,
		x: Io(r, i)
	})), n = zo.lastIndex;
	return n < t.length && (a = t.slice(n), s[o] ? s[o] += a : s[++o] = a), s.length < 2 ? c[0] ? Vo(c[0].x) : Bo(t) : (t = c.length, function(e) {
		for (var n = 0, r; n < t; ++n) s[(r = c[n]).i] = r.x(e);
		return s.join("");
	});
}
function Uo(e, t) {
	var n = typeof t, r;
	return t == null || n === "boolean" ? To(t) : (n === "number" ? Io : n === "string" ? (r = Oa(t)) ? (t = r, jo) : Ho : t instanceof Oa ? jo : t instanceof Date ? Fo : No(t) ? Mo : Array.isArray(t) ? Po : typeof t.valueOf != "function" && typeof t.toString != "function" || isNaN(t) ? Lo : Io)(e, t);
}
function Wo(e, t) {
	return e = +e, t = +t, function(n) {
		return Math.round(e * (1 - n) + t * n);
	};
}
var Go = 1e-12;
function Ko(e) {
	return ((e = Math.exp(e)) + 1 / e) / 2;
}
function qo(e) {
	return ((e = Math.exp(e)) - 1 / e) / 2;
}
function Jo(e) {
	return ((e = Math.exp(2 * e)) - 1) / (e + 1);
}
(function e(t, n, r) {
	function i(e, i) {
		var a = e[0], o = e[1], s = e[2], c = i[0], l = i[1], u = i[2], d = c - a, f = l - o, p = d * d + f * f, m, h;
		if (p < Go) h = Math.log(u / s) / t, m = function(e) {
			return [
				a + e * d,
				o + e * f,
				s * Math.exp(t * e * h)
			];
		};
		else {
			var g = Math.sqrt(p), _ = (u * u - s * s + r * p) / (2 * s * n * g), v = (u * u - s * s - r * p) / (2 * u * n * g), y = Math.log(Math.sqrt(_ * _ + 1) - _);
			h = (Math.log(Math.sqrt(v * v + 1) - v) - y) / t, m = function(e) {
				var r = e * h, i = Ko(y), c = s / (n * g) * (i * Jo(t * r + y) - qo(y));
				return [
					a + c * d,
					o + c * f,
					s * i / Ko(t * r + y)
				];
			};
		}
		return m.duration = Math.abs(h) * 1e3 * t / Math.SQRT2, m;
	}
	return i.rho = function(t) {
		var n = Math.max(.001, +t), r = n * n;
		return e(n, r, r * r);
	}, i;
})(Math.SQRT2, 2, 4);
function Yo(e) {
	return (function t(n) {
		n = +n;
		function r(t, r) {
			var i = e((t = Co(t)).h, (r = Co(r)).h), a = Ao(t.s, r.s), o = Ao(t.l, r.l), s = Ao(t.opacity, r.opacity);
			return function(e) {
				return t.h = i(e), t.s = a(e), t.l = o(e ** +n), t.opacity = s(e), t + "";
			};
		}
		return r.gamma = t, r;
	})(1);
}
Yo(Oo), Yo(Ao);
// node_modules/d3-format/dist/d3-format.mjs
function Xo(e) {
	return Math.abs(e = Math.round(e)) >= 1e21 ? e.toLocaleString("en").replace(/,/g, "") : e.toString(10);
}
function Zo(e, t) {
	if (!isFinite(e) || e === 0) return null;
	var n = (e = t ? e.toExponential(t - 1) : e.toExponential()).indexOf("e"), r = e.slice(0, n);
	return [r.length > 1 ? r[0] + r.slice(2) : r, +e.slice(n + 1)];
}
function Qo(e) {
	return e = Zo(Math.abs(e)), e ? e[1] : NaN;
}
function $o(e, t) {
	return function(n, r) {
		for (var i = n.length, a = [], o = 0, s = e[0], c = 0; i > 0 && s > 0 && (c + s + 1 > r && (s = Math.max(1, r - c)), a.push(n.substring(i -= s, i + s)), !((c += s + 1) > r));) s = e[o = (o + 1) % e.length];
		return a.reverse().join(t);
	};
}
function es(e) {
	return function(t) {
		return t.replace(/[0-9]/g, function(t) {
			return e[+t];
		});
	};
}
var ts = /^(?:(.)?([<>=^]))?([+\-( ])?([$#])?(0)?(\d+)?(,)?(\.\d+)?(~)?([a-z%])?$/i;
function ns(e) {
	if (!(t = ts.exec(e))) throw Error("invalid format: " + e);
	var t;
	return new rs({
		fill: t[1],
		align: t[2],
		sign: t[3],
		symbol: t[4],
		zero: t[5],
		width: t[6],
		comma: t[7],
		precision: t[8] && t[8].slice(1),
		trim: t[9],
		type: t[10]
	});
}
ns.prototype = rs.prototype;
function rs(e) {
	this.fill = e.fill === void 0 ? " " : e.fill + "", this.align = e.align === void 0 ? ">" : e.align + "", this.sign = e.sign === void 0 ? "-" : e.sign + "", this.symbol = e.symbol === void 0 ? "" : e.symbol + "", this.zero = !!e.zero, this.width = e.width === void 0 ? void 0 : +e.width, this.comma = !!e.comma, this.precision = e.precision === void 0 ? void 0 : +e.precision, this.trim = !!e.trim, this.type = e.type === void 0 ? "" : e.type + "";
}
rs.prototype.toString = function() {
	return this.fill + this.align + this.sign + this.symbol + (this.zero ? "0" : "") + (this.width === void 0 ? "" : Math.max(1, this.width | 0)) + (this.comma ? "," : "") + (this.precision === void 0 ? "" : "." + Math.max(0, this.precision | 0)) + (this.trim ? "~" : "") + this.type;
};
function is(e) {
	out: for (var t = e.length, n = 1, r = -1, i; n < t; ++n) switch (e[n]) {
		case ".":
			r = i = n;
			break;
		case "0":
			r === 0 && (r = n), i = n;
			break;
		default:
			if (!+e[n]) break out;
			r > 0 && (r = 0);
	}
	return r > 0 ? e.slice(0, r) + e.slice(i + 1) : e;
}
var as;
function os(e, t) {
	var n = Zo(e, t);
	if (!n) return as = void 0, e.toPrecision(t);
	var r = n[0], i = n[1], a = i - (as = Math.max(-8, Math.min(8, Math.floor(i / 3))) * 3) + 1, o = r.length;
	return a === o ? r : a > o ? r + Array(a - o + 1).join("0") : a > 0 ? r.slice(0, a) + "." + r.slice(a) : "0." + Array(1 - a).join("0") + Zo(e, Math.max(0, t + a - 1))[0];
}
function ss(e, t) {
	var n = Zo(e, t);
	if (!n) return e + "";
	var r = n[0], i = n[1];
	return i < 0 ? "0." + Array(-i).join("0") + r : r.length > i + 1 ? r.slice(0, i + 1) + "." + r.slice(i + 1) : r + Array(i - r.length + 2).join("0");
}
var cs = {
	"%": (e, t) => (e * 100).toFixed(t),
	b: (e) => Math.round(e).toString(2),
	c: (e) => e + "",
	d: Xo,
	e: (e, t) => e.toExponential(t),
	f: (e, t) => e.toFixed(t),
	g: (e, t) => e.toPrecision(t),
	o: (e) => Math.round(e).toString(8),
	p: (e, t) => ss(e * 100, t),
	r: ss,
	s: os,
	X: (e) => Math.round(e).toString(16).toUpperCase(),
	x: (e) => Math.round(e).toString(16)
};
function ls(e) {
	return e;
}
var us = Array.prototype.map, ds = [
	"y",
	"z",
	"a",
	"f",
	"p",
	"n",
	"µ",
	"m",
	"",
	"k",
	"M",
	"G",
	"T",
	"P",
	"E",
	"Z",
	"Y"
];
function fs(e) {
	var t = e.grouping === void 0 || e.thousands === void 0 ? ls : $o(us.call(e.grouping, Number), e.thousands + ""), n = e.currency === void 0 ? "" : e.currency[0] + "", r = e.currency === void 0 ? "" : e.currency[1] + "", i = e.decimal === void 0 ? "." : e.decimal + "", a = e.numerals === void 0 ? ls : es(us.call(e.numerals, String)), o = e.percent === void 0 ? "%" : e.percent + "", s = e.minus === void 0 ? "−" : e.minus + "", c = e.nan === void 0 ? "NaN" : e.nan + "";
	function l(e, l) {
		e = ns(e);
		var u = e.fill, d = e.align, f = e.sign, p = e.symbol, m = e.zero, h = e.width, g = e.comma, _ = e.precision, v = e.trim, y = e.type;
		y === "n" ? (g = !0, y = "g") : cs[y] || (_ === void 0 && (_ = 12), v = !0, y = "g"), (m || u === "0" && d === "=") && (m = !0, u = "0", d = "=");
		var b = (l && l.prefix !== void 0 ? l.prefix : "") + (p === "$" ? n : p === "#" && /[boxX]/.test(y) ? "0" + y.toLowerCase() : ""), x = (p === "$" ? r : /[%p]/.test(y) ? o : "") + (l && l.suffix !== void 0 ? l.suffix : ""), S = cs[y], ee = /[defgprs%]/.test(y);
		_ = _ === void 0 ? 6 : /[gprs]/.test(y) ? Math.max(1, Math.min(21, _)) : Math.max(0, Math.min(20, _));
		function C(e) {
			var n = b, r = x, o, l, p;
			if (y === "c") r = S(e) + r, e = "";
			else {
				e = +e;
				var C = e < 0 || 1 / e < 0;
				if (e = isNaN(e) ? c : S(Math.abs(e), _), v && (e = is(e)), C && +e == 0 && f !== "+" && (C = !1), n = (C ? f === "(" ? f : s : f === "-" || f === "(" ? "" : f) + n, r = (y === "s" && !isNaN(e) && as !== void 0 ? ds[8 + as / 3] : "") + r + (C && f === "(" ? ")" : ""), ee) {
					for (o = -1, l = e.length; ++o < l;) if (p = e.charCodeAt(o), 48 > p || p > 57) {
						r = (p === 46 ? i + e.slice(o + 1) : e.slice(o)) + r, e = e.slice(0, o);
						break;
					}
				}
			}
			g && !m && (e = t(e, Infinity));
			var te = n.length + e.length + r.length, w = te < h ? Array(h - te + 1).join(u) : "";
			switch (g && m && (e = t(w + e, w.length ? h - r.length : Infinity), w = ""), d) {
				case "<":
					e = n + e + r + w;
					break;
				case "=":
					e = n + w + e + r;
					break;
				case "^":
					e = w.slice(0, te = w.length >> 1) + n + e + r + w.slice(te);
					break;
				default: e = w + n + e + r;
			}
			return a(e);
		}
		return C.toString = function() {
			return e + "";
		}, C;
	}
	function u(e, t) {
		var n = Math.max(-8, Math.min(8, Math.floor(Qo(t) / 3))) * 3, r = 10 ** -n, i = l((e = ns(e), e.type = "f", e), { suffix: ds[8 + n / 3] });
		return function(e) {
			return i(r * e);
		};
	}
	return {
		format: l,
		formatPrefix: u
	};
}
var ps, ms, hs;
gs({
	thousands: ",",
	grouping: [3],
	currency: ["$", ""]
});
function gs(e) {
	return ps = fs(e), ms = ps.format, hs = ps.formatPrefix, ps;
}
function _s(e) {
	return Math.max(0, -Qo(Math.abs(e)));
}
function vs(e, t) {
	return Math.max(0, Math.max(-8, Math.min(8, Math.floor(Qo(t) / 3))) * 3 - Qo(Math.abs(e)));
}
function ys(e, t) {
	return e = Math.abs(e), t = Math.abs(t) - e, Math.max(0, Qo(t) - Qo(e)) + 1;
}
// node_modules/d3-scale/dist/d3-scale.mjs
function bs(e, t) {
	switch (arguments.length) {
		case 0: break;
		case 1:
			this.range(e);
			break;
		default: this.range(t).domain(e);
	}
	return this;
}
function xs(e) {
	return function() {
		return e;
	};
}
function Ss(e) {
	return +e;
}
var Cs = [0, 1];
function ws(e) {
	return e;
}
function Ts(e, t) {
	return (t -= e = +e) ? function(n) {
		return (n - e) / t;
	} : xs(isNaN(t) ? NaN : .5);
}
function Es(e, t) {
	var n;
	return e > t && (n = e, e = t, t = n), function(n) {
		return Math.max(e, Math.min(t, n));
	};
}
function Ds(e, t, n) {
	var r = e[0], i = e[1], a = t[0], o = t[1];
	return i < r ? (r = Ts(i, r), a = n(o, a)) : (r = Ts(r, i), a = n(a, o)), function(e) {
		return a(r(e));
	};
}
function Os(e, t, n) {
	var r = Math.min(e.length, t.length) - 1, i = Array(r), a = Array(r), o = -1;
	for (e[r] < e[0] && (e = e.slice().reverse(), t = t.slice().reverse()); ++o < r;) i[o] = Ts(e[o], e[o + 1]), a[o] = n(t[o], t[o + 1]);
	return function(t) {
		var n = ea(e, t, 1, r) - 1;
		return a[n](i[n](t));
	};
}
function ks(e, t) {
	return t.domain(e.domain()).range(e.range()).interpolate(e.interpolate()).clamp(e.clamp()).unknown(e.unknown());
}
function As() {
	var e = Cs, t = Cs, n = Uo, r, i, a, o = ws, s, c, l;
	function u() {
		var n = Math.min(e.length, t.length);
		return o !== ws && (o = Es(e[0], e[n - 1])), s = n > 2 ? Os : Ds, c = l = null, d;
	}
	function d(i) {
		return i == null || isNaN(i = +i) ? a : (c ||= s(e.map(r), t, n))(r(o(i)));
	}
	return d.invert = function(n) {
		return o(i((l ||= s(t, e.map(r), Io))(n)));
	}, d.domain = function(t) {
		return arguments.length ? (e = Array.from(t, Ss), u()) : e.slice();
	}, d.range = function(e) {
		return arguments.length ? (t = Array.from(e), u()) : t.slice();
	}, d.rangeRound = function(e) {
		return t = Array.from(e), n = Wo, u();
	}, d.clamp = function(e) {
		return arguments.length ? (o = e ? !0 : ws, u()) : o !== ws;
	}, d.interpolate = function(e) {
		return arguments.length ? (n = e, u()) : n;
	}, d.unknown = function(e) {
		return arguments.length ? (a = e, d) : a;
	}, function(e, t) {
		return r = e, i = t, u();
	};
}
function js() {
	return As()(ws, ws);
}
function Ms(e, t, n, r) {
	var i = sa(e, t, n), a;
	switch (r = ns(r ?? ",f"), r.type) {
		case "s":
			var o = Math.max(Math.abs(e), Math.abs(t));
			return r.precision == null && !isNaN(a = vs(i, o)) && (r.precision = a), hs(r, o);
		case "":
		case "e":
		case "g":
		case "p":
		case "r":
			r.precision == null && !isNaN(a = ys(i, Math.max(Math.abs(e), Math.abs(t)))) && (r.precision = a - (r.type === "e"));
			break;
		case "f":
		case "%": r.precision == null && !isNaN(a = _s(i)) && (r.precision = a - (r.type === "%") * 2);
	}
	return ms(r);
}
function Ns(e) {
	var t = e.domain;
	return e.ticks = function(e) {
		var n = t();
		return aa(n[0], n[n.length - 1], e ?? 10);
	}, e.tickFormat = function(e, n) {
		var r = t();
		return Ms(r[0], r[r.length - 1], e ?? 10, n);
	}, e.nice = function(n) {
		n ??= 10;
		var r = t(), i = 0, a = r.length - 1, o = r[i], s = r[a], c, l, u = 10;
		for (s < o && (l = o, o = s, s = l, l = i, i = a, a = l); u-- > 0;) {
			if (l = oa(o, s, n), l === c) return r[i] = o, r[a] = s, t(r);
			if (l > 0) o = Math.floor(o / l) * l, s = Math.ceil(s / l) * l;
			else if (l < 0) o = Math.ceil(o * l) / l, s = Math.floor(s * l) / l;
			else break;
			c = l;
		}
		return e;
	}, e;
}
function Ps() {
	var e = js();
	return e.copy = function() {
		return ks(e, Ps());
	}, bs.apply(e, arguments), Ns(e);
}
// src/views/Interval.svelte
var Fs = /* @__PURE__ */ W("<rect y=\"1\" class=\"margin svelte-kis5sh\"></rect>"), Is = /* @__PURE__ */ W("<!><line y1=\"1\" class=\"reference svelte-kis5sh\"></line>", 1), Ls = /* @__PURE__ */ W("<path class=\"null svelte-kis5sh\"></path>"), Rs = /* @__PURE__ */ W("<line class=\"whisker svelte-kis5sh\"></line>"), zs = /* @__PURE__ */ W("<circle r=\"4\" class=\"dot svelte-kis5sh\"></circle>"), Bs = /* @__PURE__ */ W("<svg role=\"img\"><title> </title><!><!><!><!></svg>");
function Vs(e, t) {
	k(t, !0);
	let n = Ti(t, "signed", 3, !1), r = Ti(t, "reference", 3, null), i = Ti(t, "margin", 3, null), a = Ti(t, "domain", 3, void 0), o = Ti(t, "null_mean", 3, null);
	function s() {
		if (a() !== void 0) return a();
		let e = [
			t.low,
			t.high,
			t.estimate,
			r()
		].filter((e) => e !== null);
		r() !== null && i() !== null && e.push(r() - 2 * i(), r() + 2 * i());
		let [n, o] = [Math.min(...e), Math.max(...e)], s = (o - n || 1) * .06;
		return [n - s, o + s];
	}
	let c = /* @__PURE__ */ M(() => Ps(s(), [0, 220]).clamp(!0)), l = /* @__PURE__ */ M(() => r() === null || t.estimate === null || t.low === null || t.high === null ? "open" : t.low > r() + (i() ?? 0) ? "for" : t.high < r() - (i() ?? 0) ? "against" : "open"), u = /* @__PURE__ */ M(() => `${X(t.measure, t.estimate, n())}, 95 % interval ${ki(t.measure, t.low, t.high, n())}`);
	var d = Bs();
	Y(d, "viewBox", "0 0 220 18");
	var f = F(d), p = L(f, !0), m = R(f), h = (e) => {
		var t = Is(), n = I(t), a = (e) => {
			var t = Fs();
			Y(t, "height", 16), z((e, n) => {
				Y(t, "x", e), Y(t, "width", n);
			}, [() => H(c)(r() - i()), () => Math.max(H(c)(r() + i()) - H(c)(r() - i()), 1)]), G(e, t);
		};
		q(n, (e) => {
			i() !== null && e(a);
		});
		var o = R(n);
		Y(o, "y2", 17), z((e, t) => {
			Y(o, "x1", e), Y(o, "x2", t);
		}, [() => H(c)(r()), () => H(c)(r())]), G(e, t);
	};
	q(m, (e) => {
		r() !== null && e(h);
	});
	var g = R(m), _ = (e) => {
		var t = Ls();
		z((e) => Y(t, "d", `M${e ?? ""} 2v14`), [() => H(c)(o())]), G(e, t);
	};
	q(g, (e) => {
		o() !== null && e(_);
	});
	var v = R(g), y = (e) => {
		var n = Rs();
		Y(n, "y1", 9), Y(n, "y2", 9), z((e, t) => {
			Y(n, "x1", e), Y(n, "x2", t);
		}, [() => H(c)(t.low), () => H(c)(t.high)]), G(e, n);
	};
	q(v, (e) => {
		t.low !== null && t.high !== null && e(y);
	});
	var b = R(v), x = (e) => {
		var n = zs();
		Y(n, "cy", 9), z((e) => Y(n, "cx", e), [() => H(c)(t.estimate)]), G(e, n);
	};
	q(b, (e) => {
		t.estimate !== null && e(x);
	}), O(d), z(() => {
		Y(d, "aria-label", H(u)), ni(d, 0, Xr(H(l)), "svelte-kis5sh"), K(p, H(u));
	}), G(e, d), A();
}
// src/views/Verdict.svelte
var Hs = /* @__PURE__ */ U("<span><span aria-hidden=\"true\"> </span> </span>");
function Us(e, t) {
	k(t, !0);
	let n = Ti(t, "direction", 3, null), r = {
		supports: "▲",
		more: "▲",
		opposes: "▼",
		less: "▼"
	}, i = /* @__PURE__ */ M(() => n() === null ? t.verdict === "negligible" ? "○" : t.verdict ? "?" : "" : r[n()]), a = /* @__PURE__ */ M(() => n() === null ? "open" : ["supports", "more"].includes(n()) ? "for" : "against");
	var o = wr(), s = I(o), c = (e) => {
		var r = Hs(), o = F(r), s = L(o, !0), c = R(o);
		O(r), z(() => {
			ni(r, 1, `verdict ${H(a) ?? ""}`, "svelte-879sif"), K(s, H(i)), K(c, ` ${t.verdict ?? ""}${n() ? `, ${n()}` : ""}`);
		}), G(e, r);
	};
	q(s, (e) => {
		t.verdict && e(c);
	}), G(e, o), A();
}
// src/state/place.svelte.ts
var Ws = [
	"findings",
	"parts",
	"part",
	"pictures",
	"image",
	"about"
];
function Gs(e) {
	let [t = "", n = ""] = e.replace(/^#\/?/, "").split("?", 2);
	return {
		page: Ws.includes(t) ? t : "findings",
		asked: Object.fromEntries(new URLSearchParams(n))
	};
}
function Ks(e, t = {}) {
	let n = Object.entries(t).filter(([, e]) => e != null), r = new URLSearchParams(n).toString();
	return `#/${e}${r ? `?${r}` : ""}`;
}
var $ = Gt(Gs(location.hash));
window.addEventListener("hashchange", () => {
	Object.assign($, Gs(location.hash)), window.scrollTo(0, 0);
});
function qs(e) {
	let t = Ks($.page, {
		...$.asked,
		...e
	});
	history.replaceState(null, "", t), Object.assign($, Gs(t));
}
// src/pages/Findings.svelte
var Js = /* @__PURE__ */ U("<p class=\"soft lead svelte-11a4lio\"> </p>"), Ys = /* @__PURE__ */ U("<p class=\"soft small\"> </p>"), Xs = /* @__PURE__ */ U("<li class=\"svelte-11a4lio\"><div class=\"head svelte-11a4lio\"><span class=\"place svelte-11a4lio\"></span> <span class=\"kind\"> </span> <!></div> <p class=\"sentence svelte-11a4lio\"> </p> <!> <div class=\"foot svelte-11a4lio\"><!> <a>the pictures</a> <a>the part</a> <button class=\"command svelte-11a4lio\">copy command</button></div></li>"), Zs = /* @__PURE__ */ U("<p class=\"soft\"> </p>"), Qs = /* @__PURE__ */ U("<li class=\"svelte-11a4lio\"> </li>"), $s = /* @__PURE__ */ U("<h2>What does not matter, or cannot be told yet</h2> <ul class=\"notes svelte-11a4lio\"></ul>", 1), ec = /* @__PURE__ */ U("<td colspan=\"6\" class=\"soft\"> </td>"), tc = /* @__PURE__ */ U("<td> </td> <td class=\"number\"> </td> <td class=\"number\"> </td> <td class=\"number\"> </td> <td class=\"number\"> </td> <td class=\"number\"> </td>", 1), nc = /* @__PURE__ */ U("<tr><th scope=\"row\"> </th><!></tr>"), rc = /* @__PURE__ */ U("<h1><!></h1> <!> <ol class=\"findings svelte-11a4lio\"></ol> <!> <!> <h2>What was looked at</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">question</th><th scope=\"col\">measure</th><th scope=\"col\" class=\"number\">tested</th><th scope=\"col\" class=\"number\">stand out</th><th scope=\"col\" class=\"number\">negligible</th><th scope=\"col\" class=\"number\">inconclusive</th><th scope=\"col\" class=\"number\">too few</th></tr></thead><tbody></tbody></table></div> <h2>What this cannot say</h2> <ul class=\"notes svelte-11a4lio\"></ul>", 1);
function ic(e, t) {
	k(t, !0);
	function n(e) {
		return t.overview.measures.find((t) => t.name === e)?.signed ?? !1;
	}
	function r(e) {
		let n = t.overview.series.findIndex((t) => t.method === e.method && t.target_kind === e.target_kind), r = t.overview.by.includes(e.by) && e.value !== null ? e.by : void 0, a = {
			segment: e.segment,
			series: n > 0 ? String(n) : n < 0 ? i(e) : void 0,
			measure: e.measure,
			by: r,
			value: r === void 0 ? void 0 : e.value
		};
		return {
			part: Ks("part", a),
			pictures: Ks("pictures", a)
		};
	}
	function i(e) {
		let n = t.overview.series.findIndex((t) => t.target_kind === e.target_kind);
		return n > 0 ? String(n) : void 0;
	}
	async function a(e) {
		await navigator.clipboard.writeText(e);
	}
	var o = wr();
	Lr(I(o), () => t.source.findings(), null, (e, i) => {
		var o = rc(), s = I(o), c = F(s), l = (e) => {
			G(e, Cr("Nothing stands out for certain"));
		}, u = (e) => {
			G(e, Cr("What this classifier attributes its predictions to"));
		};
		q(c, (e) => {
			H(i).findings.length === 0 ? e(l) : e(u, -1);
		}), O(s);
		var d = R(s, 2), f = (e) => {
			var n = Js(), r = L(n);
			z((e) => K(r, `${e ?? ""} were looked at, in each of the ways below. With more images, or with
      other parts named, more may show.`), [() => Mi(t.overview.images)]), G(e, n);
		};
		q(d, (e) => {
			H(i).findings.length === 0 && e(f);
		});
		var p = R(d, 2);
		J(p, 21, () => H(i).findings, Rr, (e, t, i) => {
			let o = /* @__PURE__ */ M(() => r(H(t)));
			var s = Xs(), c = F(s), l = F(c);
			l.textContent = i + 1;
			var u = R(l, 2), d = L(u, !0);
			Us(R(u, 2), {
				get verdict() {
					return H(t).verdict;
				},
				get direction() {
					return H(t).direction;
				}
			}), O(c);
			var f = R(c, 2), p = L(f, !0), m = R(f, 2), h = (e) => {
				var n = Ys(), r = L(n);
				z((e) => K(r, `Says the same: ${e ?? ""}`), [() => H(t).also.join("; ")]), G(e, n);
			};
			q(m, (e) => {
				H(t).also.length && e(h);
			});
			var g = R(m, 2), _ = F(g);
			{
				let e = /* @__PURE__ */ M(() => n(H(t).measure));
				Vs(_, {
					get measure() {
						return H(t).measure;
					},
					get signed() {
						return H(e);
					},
					get estimate() {
						return H(t).estimate;
					},
					get low() {
						return H(t).low;
					},
					get high() {
						return H(t).high;
					},
					get reference() {
						return H(t).reference;
					},
					get margin() {
						return H(t).margin;
					}
				});
			}
			var v = R(_, 2), y = R(v, 2), b = R(y, 2);
			O(g), O(s), z(() => {
				K(d, H(t).kind), K(p, H(t).sentence), Y(v, "href", H(o).pictures), Y(y, "href", H(o).part), Y(b, "title", "Copy the command that shows its rows:\n" + H(t).command);
			}), pr("click", b, () => a(H(t).command)), G(e, s);
		}), O(p);
		var m = R(p, 2), h = (e) => {
			var t = Zs(), n = L(t);
			z((e) => K(n, `${e ?? ""} more are not told here.`), [() => Z(H(i).more)]), G(e, t);
		};
		q(m, (e) => {
			H(i).more && e(h);
		});
		var g = R(m, 2), _ = (e) => {
			var t = $s(), n = R(I(t), 2);
			J(n, 20, () => H(i).quiet, (e) => e, (e, t) => {
				var n = Qs(), r = L(n, !0);
				z(() => K(r, t)), G(e, n);
			}), O(n), G(e, t);
		};
		q(g, (e) => {
			H(i).quiet.length && e(_);
		});
		var v = R(g, 4), y = F(v), b = R(F(y));
		J(b, 21, () => H(i).looked, (e) => e.question, (e, t) => {
			var n = nc(), r = F(n), i = L(r, !0), a = R(r), o = (e) => {
				var n = ec(), r = L(n, !0);
				z(() => K(r, H(t).not_asked)), G(e, n);
			}, s = (e) => {
				var n = tc(), r = I(n), i = L(r, !0), a = R(r, 2), o = L(a, !0), s = R(a, 2), c = L(s, !0), l = R(s, 2), u = L(l, !0), d = R(l, 2), f = L(d, !0), p = L(R(d, 2), !0);
				z((e, t, n, r, a, s) => {
					K(i, e), K(o, t), K(c, n), K(u, r), K(f, a), K(p, s);
				}, [
					() => H(t).measures.join(", "),
					() => Z(H(t).tested),
					() => Z(H(t).found),
					() => Z(H(t).negligible),
					() => Z(H(t).inconclusive),
					() => Z(H(t).too_few)
				]), G(e, n);
			};
			q(a, (e) => {
				H(t).not_asked ? e(o) : e(s, -1);
			}), O(n), z(() => K(i, H(t).question)), G(e, n);
		}), O(b), O(y), O(v);
		var x = R(v, 4);
		J(x, 20, () => H(i).limits, (e) => e, (e, t) => {
			var n = Qs(), r = L(n, !0);
			z(() => K(r, t)), G(e, n);
		}), O(x), G(e, o);
	}), G(e, o), A();
}
mr(["click"]);
// src/views/Figure.svelte
var ac = /* @__PURE__ */ U("<div class=\"missing svelte-bk3vn8\" role=\"img\"> </div>"), oc = /* @__PURE__ */ W("<image preserveAspectRatio=\"none\"></image>"), sc = /* @__PURE__ */ W("<path class=\"halo svelte-bk3vn8\"></path><path role=\"presentation\"><title> </title></path>", 1), cc = /* @__PURE__ */ W("<!><path class=\"unseen-frame svelte-bk3vn8\" fill-rule=\"evenodd\"><title>not seen by the classifier</title></path><!>", 1), lc = /* @__PURE__ */ U("<span class=\"name svelte-bk3vn8\"> </span>"), uc = /* @__PURE__ */ U("<div class=\"figure svelte-bk3vn8\"><svg role=\"img\" class=\"svelte-bk3vn8\"><image></image><!></svg> <!></div>");
function dc(e, t) {
	k(t, !0);
	let n = Ti(t, "opacity", 3, .75), r = Ti(t, "lively", 3, !1), i = /* @__PURE__ */ Lt(!1), a = /* @__PURE__ */ Lt(""), o = /* @__PURE__ */ M(() => t.picture?.outlines.filter((e) => t.segments === void 0 || t.segments.includes(e.segment)) ?? []);
	function s({ width: e, height: t, frame: [n, r, i, a] }) {
		return `M0 0h${e}v${t}h${-e}z M${n} ${r}h${i}v${a}h${-i}z`;
	}
	var c = wr(), l = I(c), u = (e) => {
		var n = ac(), r = L(n, !0);
		z(() => {
			Y(n, "aria-label", `no picture of ${t.name ?? ""}`), K(r, t.picture === void 0 ? "not kept in this report" : "no picture in the table");
		}), G(e, n);
	}, d = (e) => {
		var c = uc(), l = F(c), u = F(l);
		let d;
		var f = R(u), p = (e) => {
			var i = cc(), c = I(i), l = (e) => {
				var r = oc();
				z(() => {
					Y(r, "href", t.overlay.src), Y(r, "x", t.picture.frame[0]), Y(r, "y", t.picture.frame[1]), Y(r, "width", t.picture.frame[2]), Y(r, "height", t.picture.frame[3]), Y(r, "opacity", n());
				}), G(e, r);
			};
			q(c, (e) => {
				t.overlay && e(l);
			});
			var u = R(c);
			J(R(u), 17, () => H(o), Rr, (e, t) => {
				var n = sc(), i = I(n), o = R(i);
				let s;
				var c = L(F(o), !0);
				O(o), z(() => {
					Y(i, "d", H(t).path), Y(o, "d", H(t).path), s = ni(o, 0, "edge svelte-bk3vn8", null, s, { lively: r() }), K(c, H(t).segment);
				}), fr("pointerenter", o, () => P(a, H(t).segment, !0)), fr("pointerleave", o, () => P(a, "")), G(e, n);
			}), z((e) => Y(u, "d", e), [() => s(t.picture)]), G(e, i);
		};
		q(f, (e) => {
			H(i) || e(p);
		}), O(l);
		var m = R(l, 2), h = (e) => {
			var t = lc(), n = L(t, !0);
			z(() => K(n, H(a))), G(e, t);
		};
		q(m, (e) => {
			r() && H(a) && e(h);
		}), O(c), z(() => {
			Y(l, "viewBox", `0 0 ${t.picture.width ?? ""} ${t.picture.height ?? ""}`), Y(l, "aria-label", t.name), Y(u, "href", t.picture.src), Y(u, "width", t.picture.width), Y(u, "height", t.picture.height), d = ni(u, 0, "svelte-bk3vn8", null, d, { dim: !H(i) && t.overlay });
		}), pr("pointerdown", c, () => P(i, !0)), pr("pointerup", c, () => P(i, !1)), fr("pointerleave", c, () => P(i, !1)), pr("contextmenu", c, (e) => e.preventDefault()), G(e, c);
	};
	q(l, (e) => {
		t.picture === void 0 || t.picture.src === null ? e(u) : e(d, -1);
	}), G(e, c), A();
}
mr([
	"pointerdown",
	"pointerup",
	"contextmenu"
]);
// src/look/colour.ts
function fc(e, t, n) {
	return t === null || n <= 0 ? 0 : Math.max(-1, Math.min(1, pc(e, t) / n));
}
function pc(e, t) {
	return e.even === 1 ? Math.log2(Math.max(t, 1 / 64)) : t - (e.even ?? 0);
}
var mc = 46;
function hc(e) {
	let t = Math.round(Math.abs(e) ** .8 * mc);
	return `color-mix(in oklab, var(${e < 0 ? "--against" : "--for"}) ${t}%, var(--even))`;
}
// src/state/chosen.ts
var gc = {
	method: "none",
	target_kind: null
};
function _c(e, t) {
	let n = Math.min(Math.max(Number(t.series) || 0, 0), Math.max(e.series.length - 1, 0)), r = t.by ?? "", i = t.value;
	return {
		at: n,
		series: e.series[n] ?? gc,
		measure: e.measures.find((e) => e.name === t.measure) ?? e.measures[0],
		by: e.by.includes(r) ? r : "",
		segment: e.segments.find((e) => e.segment === t.segment)?.segment,
		value: i === void 0 ? void 0 : i === "" ? null : i
	};
}
function vc(e) {
	return e.startsWith("(") || e === "background";
}
// src/pages/Image.svelte
var yc = /* @__PURE__ */ U("<h1> </h1> <p><a>All pictures</a></p>", 1), bc = /* @__PURE__ */ U("<div><dt class=\"svelte-ohfaad\">runner-up</dt><dd> </dd></div>"), xc = /* @__PURE__ */ U("<div><dt class=\"svelte-ohfaad\">label</dt> <dd> </dd></div>"), Sc = /* @__PURE__ */ U("<li><button class=\"svelte-ohfaad\"><!> <span> </span></button></li>"), Cc = /* @__PURE__ */ U("<ul class=\"maps svelte-ohfaad\" aria-label=\"maps\"></ul>"), wc = /* @__PURE__ */ U("<th scope=\"col\" class=\"number svelte-ohfaad\"> </th>"), Tc = /* @__PURE__ */ U("<td class=\"number svelte-ohfaad\"> </td>"), Ec = /* @__PURE__ */ U("<tr><th scope=\"row\" class=\"svelte-ohfaad\"><a> </a></th><!></tr>"), Dc = /* @__PURE__ */ U("<h1> </h1> <dl class=\"facts svelte-ohfaad\"><div><dt class=\"svelte-ohfaad\">predicted</dt> <dd> <!></dd></div> <!> <!> <div><dt class=\"svelte-ohfaad\">size</dt><dd> </dd></div></dl> <div class=\"sides svelte-ohfaad\"><div class=\"figure svelte-ohfaad\"><!> <label class=\"small soft svelte-ohfaad\">strength of the map <input type=\"range\" min=\"0\" max=\"100\" step=\"5\" class=\"svelte-ohfaad\"/></label> <p class=\"small soft\"> </p> <!></div> <div class=\"scroll\"><table class=\"plain svelte-ohfaad\"><thead><tr><th scope=\"col\" class=\"svelte-ohfaad\">part</th><!></tr></thead><tbody></tbody></table></div></div>", 1);
function Oc(e, t) {
	k(t, !0);
	let n = /* @__PURE__ */ M(() => _c(t.overview, $.asked)), r = /* @__PURE__ */ M(() => $.asked.image ?? ""), i = /* @__PURE__ */ M(() => Promise.all([
		t.source.image(H(r)),
		t.source.picture(H(r)),
		t.source.values({
			image_id: H(r),
			series: H(n).series
		})
	])), a = /* @__PURE__ */ M(() => Number($.asked.opacity ?? 75) / 100);
	function o(e) {
		let n = t.overview.measures[0].name;
		return e.toSorted((e, t) => Number(vc(e.segment)) - Number(vc(t.segment)) || (t.numbers[n] ?? -Infinity) - (e.numbers[n] ?? -Infinity));
	}
	function s(e, n) {
		let r = t.overview.measures.find((e) => e.name === n);
		return Math.max(...e.map((e) => Math.abs(pc(r, e.numbers[n] ?? r.even ?? 0))), 0);
	}
	var c = wr();
	Lr(I(c), () => H(i), null, (e, i) => {
		var c = /* @__PURE__ */ M(() => {
			var [e, t, n] = H(i);
			return {
				image: e,
				picture: t,
				values: n
			};
		}), l = /* @__PURE__ */ M(() => H(c).image), u = /* @__PURE__ */ M(() => H(c).picture), d = /* @__PURE__ */ M(() => H(c).values), f = wr(), p = I(f), m = (e) => {
			var t = yc(), n = I(t), i = L(n), a = L(R(n, 2));
			z((e) => {
				K(i, `No image is called ${H(r) ?? ""}`), Y(a, "href", e);
			}, [() => Ks("pictures")]), G(e, t);
		}, h = (e) => {
			let r = /* @__PURE__ */ M(() => o(H(d))), i = /* @__PURE__ */ M(() => H(r)[0]?.target_class);
			var c = Dc(), f = I(c), p = L(f, !0), m = R(f, 2), h = F(m), g = R(F(h), 2), _ = F(g), v = R(_), y = (e) => {
				var t = Cr();
				z((e) => K(t, `(${e ?? ""})`), [() => X("share", H(l).predicted_probability)]), G(e, t);
			};
			q(v, (e) => {
				H(l).predicted_probability !== null && e(y);
			}), O(g), O(h);
			var b = R(h, 2), x = (e) => {
				var t = bc(), n = L(R(F(t)), !0);
				O(t), z(() => K(n, H(l).runner_up)), G(e, t);
			};
			q(b, (e) => {
				H(l).runner_up !== null && e(x);
			});
			var S = R(b, 2), ee = (e) => {
				var t = xc(), n = R(F(t), 2);
				let r;
				var i = L(n);
				O(t), z(() => {
					r = ni(n, 1, "svelte-ohfaad", null, r, { wrong: H(l).outcome === "wrong" }), K(i, `${H(l).label ?? ""}${H(l).outcome ? `, ${H(l).outcome}` : ""}`);
				}), G(e, t);
			};
			q(S, (e) => {
				H(l).label !== null && e(ee);
			});
			var C = R(S, 2), te = L(R(F(C)));
			O(C), O(m);
			var w = R(m, 2), ne = F(w), re = F(ne);
			{
				let e = /* @__PURE__ */ M(() => H(u)?.overlays.find((e) => e.method === H(n).series.method && e.target_kind === H(n).series.target_kind)), t = /* @__PURE__ */ M(() => H(u)?.outlines.map((e) => e.segment).filter((e) => !vc(e)));
				dc(re, {
					get picture() {
						return H(u);
					},
					get name() {
						return H(l).image_id;
					},
					get overlay() {
						return H(e);
					},
					get opacity() {
						return H(a);
					},
					get segments() {
						return H(t);
					},
					lively: !0
				});
			}
			var ie = R(re, 2), ae = R(F(ie));
			hi(ae), O(ie);
			var oe = R(ie, 2), se = L(oe), ce = R(oe, 2), le = (e) => {
				var r = Cc();
				J(r, 21, () => t.overview.series, Rr, (e, t, r) => {
					let i = /* @__PURE__ */ M(() => H(u).overlays.find((e) => e.method === H(t).method && e.target_kind === H(t).target_kind));
					var a = wr(), o = I(a), s = (e) => {
						var a = Sc(), o = F(a), s = F(o);
						dc(s, {
							get picture() {
								return H(u);
							},
							get name() {
								return `map of ${H(t).method ?? ""}`;
							},
							get overlay() {
								return H(i);
							},
							segments: [],
							opacity: .9
						});
						var c = L(R(s, 2));
						O(o), O(a), z((e) => {
							Y(o, "aria-pressed", r === H(n).at), K(c, `${e ?? ""}${H(t).target_kind ? ` → ${H(t).target_kind}` : ""}`);
						}, [() => Pi(H(t).method)]), pr("click", o, () => qs({ series: String(r) })), G(e, a);
					};
					q(o, (e) => {
						H(i) && e(s);
					}), G(e, a);
				}), O(r), G(e, r);
			};
			q(ce, (e) => {
				H(u) && H(u).overlays.length > 1 && e(le);
			}), O(ne);
			var ue = R(ne, 2), de = F(ue), fe = F(de), pe = F(fe);
			J(R(F(pe)), 17, () => t.overview.measures, (e) => e.name, (e, t) => {
				var n = wc(), r = L(n, !0);
				z((e) => {
					Y(n, "title", H(t).says), K(r, e);
				}, [() => Ni(H(t).name)]), G(e, n);
			}), O(pe), O(fe);
			var me = R(fe);
			J(me, 21, () => H(r), (e) => e.segment, (e, i) => {
				var a = Ec();
				let o;
				var c = F(a), l = F(c), u = L(l, !0);
				O(c), J(R(c), 19, () => t.overview.measures, (e) => e.name, (e, t, n) => {
					var a = Tc();
					let o;
					var c = L(a, !0);
					z((e, t) => {
						o = ii(a, "", o, { background: e }), K(c, t);
					}, [() => H(n) === 0 || H(t).name === "effect" ? hc(fc(H(t), H(i).numbers[H(t).name] ?? null, s(H(r), H(t).name))) : void 0, () => X(H(t).name, H(i).numbers[H(t).name], H(t).signed)]), G(e, a);
				}), O(a), z((e) => {
					o = ni(a, 1, "svelte-ohfaad", null, o, { now: H(i).segment === H(n).segment }), Y(l, "href", e), K(u, H(i).segment);
				}, [() => Ks("part", {
					segment: H(i).segment,
					series: $.asked.series
				})]), G(e, a);
			}), O(me), O(de), O(ue), O(w), z(() => {
				K(p, H(l).image_id), K(_, `${H(l).predicted ?? "not known" ?? ""} `), K(te, `${H(l).original_width ?? ""} × ${H(l).original_height ?? ""}`), gi(ae, H(a) * 100), K(se, `Orange speaks for ${H(i) ?? "the target" ?? ""}, blue against it. Hold the picture to see it as it is; point at an
          outline for its name.`);
			}), pr("input", ae, (e) => qs({ opacity: e.currentTarget.value })), G(e, c);
		};
		q(p, (e) => {
			H(l) === void 0 ? e(m) : e(h, -1);
		}), G(e, f);
	}), G(e, c), A();
}
mr(["input", "click"]);
// src/views/Choice.svelte
var kc = /* @__PURE__ */ U("<option> </option>"), Ac = /* @__PURE__ */ U("<label class=\"svelte-1blel8j\"><span> </span> <span class=\"menu svelte-1blel8j\"><select class=\"svelte-1blel8j\"></select></span></label>");
function jc(e, t) {
	k(t, !0);
	var n = Ac(), r = F(n), i = L(r, !0), a = R(r, 2), o = F(a);
	J(o, 21, () => t.among, ([e, t]) => e, (e, t) => {
		var n = /* @__PURE__ */ M(() => h(H(t), 2));
		let r = () => H(n)[0], i = () => H(n)[1];
		var a = kc(), o = L(a, !0), s = {};
		z(() => {
			K(o, i()), s !== (s = r()) && (a.value = (a.__value = s) ?? "");
		}), G(e, a);
	}), O(o);
	var s;
	ci(o), O(a), O(n), z(() => {
		K(i, t.name), s !== (s = t.value) && (o.value = (o.__value = s) ?? "", si(o, s));
	}), pr("change", o, (e) => t.chosen(e.currentTarget.value)), G(e, n), A();
}
mr(["change"]);
// src/views/Controls.svelte
var Mc = /* @__PURE__ */ U("<div class=\"controls svelte-o20bga\"><!> <!> <!> <!></div> <p class=\"soft small says svelte-o20bga\"><b> </b> </p>", 1);
function Nc(e, t) {
	k(t, !0);
	let n = Ti(t, "groups", 3, !0), r = /* @__PURE__ */ M(() => new Set(t.overview.series.map((e) => e.method))), i = /* @__PURE__ */ M(() => new Set([...H(r)].map(Pi)).size === H(r).size), a = /* @__PURE__ */ M(() => t.overview.series.map((e, t) => {
		let n = H(i) ? Pi(e.method) : e.method;
		return [String(t), e.target_kind === null ? n : `${n} → ${e.target_kind}`];
	})), o = /* @__PURE__ */ M(() => t.overview.measures.map((e) => [e.name, Ni(e.name)])), s = /* @__PURE__ */ M(() => [["", "all images"], ...t.overview.by.map((e) => [e, Ni(e)])]);
	var c = Mc(), l = I(c), u = F(l), f = (e) => {
		{
			let n = /* @__PURE__ */ M(() => String(t.now.at));
			jc(e, {
				name: "method → target",
				get value() {
					return H(n);
				},
				get among() {
					return H(a);
				},
				chosen: (e) => qs({ series: e === "0" ? null : e })
			});
		}
	};
	q(u, (e) => {
		H(a).length > 1 && e(f);
	});
	var p = R(u, 2);
	jc(p, {
		name: "measure",
		get value() {
			return t.now.measure.name;
		},
		get among() {
			return H(o);
		},
		chosen: (e) => qs({ measure: e })
	});
	var m = R(p, 2), h = (e) => {
		jc(e, {
			name: "told apart by",
			get value() {
				return t.now.by;
			},
			get among() {
				return H(s);
			},
			chosen: (e) => qs({
				by: e || null,
				value: null
			})
		});
	};
	q(m, (e) => {
		n() && t.overview.by.length && e(h);
	}), qr(R(m, 2), () => t.children ?? d), O(l);
	var g = R(l, 2), _ = F(g), v = L(_, !0), y = R(_);
	O(g), z((e) => {
		K(v, e), K(y, ` = ${t.now.measure.formula ?? ""} · ${t.now.measure.says ?? ""}`);
	}, [() => Ni(t.now.measure.name)]), G(e, c), A();
}
// src/look/swarm.ts
var Pc = 1500;
function Fc(e, t, n) {
	let r = Array(e.length).fill(0), i = e.map((e, t) => t).sort((t, n) => e[t] - e[n]), a = [];
	for (let n of i) {
		let i = a.findIndex((r) => e[n] - r >= t), o = i < 0 ? a.length : i;
		a[o] = e[n], r[n] = (o % 2 ? 1 : -1) * Math.ceil(o / 2);
	}
	let o = Math.max(...r.map(Math.abs), 1);
	return o <= n ? r : r.map((e) => e * n / o);
}
function Ic(e, t) {
	return e.length <= t ? e : Array.from({ length: t }, (n, r) => e[Math.floor(r * e.length / t)]);
}
// src/views/Distribution.svelte
var Lc = /* @__PURE__ */ W("<line class=\"grid svelte-61tn2i\"></line><text text-anchor=\"middle\" class=\"tick svelte-61tn2i\"> </text>", 1), Rc = /* @__PURE__ */ W("<line class=\"even svelte-61tn2i\"></line>"), zc = /* @__PURE__ */ W("<line class=\"whisker svelte-61tn2i\"></line><rect y=\"-9\" height=\"18\" class=\"box svelte-61tn2i\"></rect><line y1=\"-9\" y2=\"9\" class=\"median svelte-61tn2i\"></line>", 1), Bc = /* @__PURE__ */ W("<a class=\"svelte-61tn2i\"><circle><title> </title></circle></a>"), Vc = /* @__PURE__ */ W("<line y1=\"15\" y2=\"15\" class=\"interval svelte-61tn2i\"></line>"), Hc = /* @__PURE__ */ W("<!><path class=\"mean svelte-61tn2i\"></path>", 1), Uc = /* @__PURE__ */ W("<g><text y=\"4\" text-anchor=\"end\" class=\"name svelte-61tn2i\"> <title> </title></text><!><!><!></g>"), Wc = /* @__PURE__ */ U("<div><svg role=\"group\" class=\"svelte-61tn2i\"><!><!><!></svg></div>");
function Gc(e, t) {
	k(t, !0);
	let n = /* @__PURE__ */ Lt(800), r = /* @__PURE__ */ M(() => 8 + t.rows.length * 46 + 26), i = /* @__PURE__ */ M(() => t.rows.flatMap((e) => [...e.values.map((e) => e.numbers[t.measure.name] ?? NaN), ...e.box === void 0 ? [] : [e.box.q05, e.box.q95]])), a = /* @__PURE__ */ M(() => {
		let e = H(i).filter(Number.isFinite);
		if (t.measure.even !== null && e.push(t.measure.even), e.length === 0) return [0, 1];
		let [n, r] = [Math.min(...e), Math.max(...e)];
		return n === r ? [n - 1, r + 1] : [n, r];
	}), o = /* @__PURE__ */ M(() => Ps(H(a), [150, Math.max(H(n) - 16, 200)]).nice()), s = /* @__PURE__ */ M(() => H(o).ticks(Math.max(2, Math.floor((H(n) - 150) / 90))));
	function c(e) {
		let n = Ic(e.values.filter((e) => Number.isFinite(e.numbers[t.measure.name] ?? NaN)), Pc), r = n.map((e) => H(o)(e.numbers[t.measure.name])), i = Fc(r, 6.5, 17 / 6);
		return n.map((e, t) => ({
			value: e,
			x: r[t],
			y: i[t] * 2 * 3
		}));
	}
	function l(e) {
		return e.length <= 21 ? e : e.slice(0, 20) + "…";
	}
	var u = Wc(), d = F(u), f = F(d);
	J(f, 16, () => H(s), (e) => e, (e, n) => {
		var i = Lc(), a = I(i);
		Y(a, "y1", 8);
		var s = R(a), c = L(s, !0);
		z((e, t, n, i) => {
			Y(a, "x1", e), Y(a, "x2", t), Y(a, "y2", H(r) - 22), Y(s, "x", n), Y(s, "y", H(r) - 6), K(c, i);
		}, [
			() => H(o)(n),
			() => H(o)(n),
			() => H(o)(n),
			() => X(t.measure.name, n, t.measure.signed)
		]), G(e, i);
	});
	var p = R(f), m = (e) => {
		var n = Rc();
		Y(n, "y1", 8), z((e, t) => {
			Y(n, "x1", e), Y(n, "x2", t), Y(n, "y2", H(r) - 22);
		}, [() => H(o)(t.measure.even), () => H(o)(t.measure.even)]), G(e, n);
	};
	q(p, (e) => {
		t.measure.even !== null && e(m);
	}), J(R(p), 19, () => t.rows, (e) => e.name, (e, n, r) => {
		let i = /* @__PURE__ */ M(() => 8 + H(r) * 46 + 23);
		var a = Uc();
		let s;
		var u = F(a);
		Y(u, "x", 138);
		var d = F(u, !0), f = L(R(d), !0);
		O(u);
		var p = R(u), m = (e) => {
			var t = zc(), r = I(t), i = R(r), a = R(i);
			z((e, t, n, o, s, c) => {
				Y(r, "x1", e), Y(r, "x2", t), Y(i, "x", n), Y(i, "width", o), Y(a, "x1", s), Y(a, "x2", c);
			}, [
				() => H(o)(H(n).box.q05),
				() => H(o)(H(n).box.q95),
				() => H(o)(H(n).box.q25),
				() => Math.max(H(o)(H(n).box.q75) - H(o)(H(n).box.q25), 1),
				() => H(o)(H(n).box.median),
				() => H(o)(H(n).box.median)
			]), G(e, t);
		};
		q(p, (e) => {
			H(n).box && e(m);
		});
		var h = R(p);
		J(h, 17, () => c(H(n)), Rr, (e, n) => {
			var r = Bc(), i = F(r);
			Y(i, "r", 3);
			let a;
			var o = L(F(i));
			O(i), O(r), z((e, t, s) => {
				Y(r, "href", e), Y(r, "aria-label", `${H(n).value.image.image_id ?? ""}: ${t ?? ""}`), Y(i, "cx", H(n).x), Y(i, "cy", H(n).y), a = ni(i, 0, "dot svelte-61tn2i", null, a, { wrong: H(n).value.image.outcome === "wrong" }), K(o, `${H(n).value.image.image_id ?? ""} · ${s ?? ""}`);
			}, [
				() => Ks("image", {
					image: H(n).value.image.image_id,
					segment: H(n).value.segment,
					series: t.series
				}),
				() => X(t.measure.name, H(n).value.numbers[t.measure.name], t.measure.signed),
				() => X(t.measure.name, H(n).value.numbers[t.measure.name], t.measure.signed)
			]), G(e, r);
		});
		var g = R(h), _ = (e) => {
			var t = Hc(), r = I(t), i = (e) => {
				var t = Vc();
				z((e, n) => {
					Y(t, "x1", e), Y(t, "x2", n);
				}, [() => H(o)(H(n).low), () => H(o)(H(n).high)]), G(e, t);
			};
			q(r, (e) => {
				H(n).low !== null && H(n).high !== null && e(i);
			});
			var a = R(r);
			z((e) => Y(a, "d", `M${e ?? ""} 11l4 4l-4 4l-4 -4z`), [() => H(o)(H(n).mean)]), G(e, t);
		};
		q(g, (e) => {
			H(n).mean !== null && e(_);
		}), O(a), z((e) => {
			Y(a, "transform", `translate(0 ${H(i) ?? ""})`), s = ni(a, 0, "svelte-61tn2i", null, s, { blind: H(n).blind }), K(d, e), K(f, H(n).name);
		}, [() => l(H(n).name)]), G(e, a);
	}), O(d), O(u), z(() => {
		Y(d, "width", H(n)), Y(d, "height", H(r)), Y(d, "aria-label", `${t.measure.name ?? ""} by group`);
	}), Si(u, "clientWidth", (e) => P(n, e)), G(e, u), A();
}
// src/views/Scatter.svelte
var Kc = /* @__PURE__ */ U("<p class=\"soft small\">No image has both: removing needs room for a placebo.</p>"), qc = /* @__PURE__ */ W("<line y1=\"10\"></line><text text-anchor=\"middle\" class=\"svelte-1qjyb8i\"> </text>", 1), Jc = /* @__PURE__ */ W("<line></line><text text-anchor=\"end\" class=\"svelte-1qjyb8i\"> </text>", 1), Yc = /* @__PURE__ */ W("<a class=\"svelte-1qjyb8i\"><circle r=\"3.5\"><title> </title></circle></a>"), Xc = /* @__PURE__ */ W("<svg role=\"group\" class=\"svelte-1qjyb8i\"><!><!><text text-anchor=\"end\" class=\"axis svelte-1qjyb8i\"> </text><text y=\"4\" class=\"axis svelte-1qjyb8i\" dominant-baseline=\"hanging\"> </text><!></svg>"), Zc = /* @__PURE__ */ U("<div><!></div>");
function Qc(e, t) {
	k(t, !0);
	let n = /* @__PURE__ */ Lt(640), r = /* @__PURE__ */ M(() => Ic(t.values.filter((e) => [t.across, t.up].every((t) => Number.isFinite(e.numbers[t.name] ?? NaN))), Pc));
	function i(e) {
		let t = [...H(r).map((t) => t.numbers[e.name]), e.even ?? 0], [n, i] = [Math.min(...t), Math.max(...t)];
		return n === i ? [n - 1, i + 1] : [n, i];
	}
	let a = /* @__PURE__ */ M(() => Ps(i(t.across), [58, H(n) - 14]).nice()), o = /* @__PURE__ */ M(() => Ps(i(t.up), [280, 10]).nice());
	var s = Zc(), c = F(s), l = (e) => {
		G(e, Kc());
	}, u = (e) => {
		var i = Xc();
		Y(i, "height", 320);
		var s = F(i);
		J(s, 16, () => H(a).ticks(Math.max(2, Math.floor(H(n) / 110))), (e) => e, (e, n) => {
			var r = qc(), i = I(r);
			Y(i, "y2", 280);
			let o;
			var s = R(i);
			Y(s, "y", 296);
			var c = L(s, !0);
			z((e, r, a, l) => {
				Y(i, "x1", e), Y(i, "x2", r), o = ni(i, 0, "grid svelte-1qjyb8i", null, o, { even: n === (t.across.even ?? 0) }), Y(s, "x", a), K(c, l);
			}, [
				() => H(a)(n),
				() => H(a)(n),
				() => H(a)(n),
				() => X(t.across.name, n, t.across.signed)
			]), G(e, r);
		});
		var c = R(s);
		J(c, 16, () => H(o).ticks(6), (e) => e, (e, r) => {
			var i = Jc(), a = I(i);
			Y(a, "x1", 58);
			let s;
			var c = R(a);
			Y(c, "x", 50);
			var l = L(c, !0);
			z((e, i, o, u) => {
				Y(a, "x2", H(n) - 14), Y(a, "y1", e), Y(a, "y2", i), s = ni(a, 0, "grid svelte-1qjyb8i", null, s, { even: r === (t.up.even ?? 0) }), Y(c, "y", o), K(l, u);
			}, [
				() => H(o)(r),
				() => H(o)(r),
				() => H(o)(r) + 4,
				() => X(t.up.name, r, t.up.signed)
			]), G(e, i);
		});
		var l = R(c);
		Y(l, "y", 316);
		var u = L(l), d = R(l);
		Y(d, "x", 58);
		var f = L(d);
		J(R(d), 17, () => H(r), Rr, (e, n) => {
			var r = Yc(), i = F(r);
			let s;
			var c = L(F(i));
			O(i), O(r), z((e, t, a, o, l, u, d) => {
				Y(r, "href", e), Y(r, "aria-label", H(n).image.image_id), Y(i, "cx", t), Y(i, "cy", a), s = ni(i, 0, "svelte-1qjyb8i", null, s, { wrong: H(n).image.outcome === "wrong" }), K(c, `${H(n).image.image_id ?? ""} · ${o ?? ""}${l ?? ""} · ${u ?? ""}${d ?? ""}`);
			}, [
				() => Ks("image", {
					image: H(n).image.image_id,
					segment: H(n).segment,
					series: t.series
				}),
				() => H(a)(H(n).numbers[t.across.name]),
				() => H(o)(H(n).numbers[t.up.name]),
				() => Ni(t.across.name),
				() => X(t.across.name, H(n).numbers[t.across.name], t.across.signed),
				() => Ni(t.up.name),
				() => X(t.up.name, H(n).numbers[t.up.name], t.up.signed)
			]), G(e, r);
		}), O(i), z((e, t, r, a) => {
			Y(i, "width", H(n)), Y(i, "aria-label", `${e ?? ""} against ${t ?? ""}`), Y(l, "x", H(n) - 14), K(u, `${r ?? ""} →`), K(f, `↑ ${a ?? ""}, logits`);
		}, [
			() => Ni(t.up.name),
			() => Ni(t.across.name),
			() => Ni(t.across.name),
			() => Ni(t.up.name)
		]), G(e, i);
	};
	q(c, (e) => {
		H(r).length === 0 ? e(l) : e(u, -1);
	}), O(s), Si(s, "clientWidth", (e) => P(n, e)), G(e, s), A();
}
// src/source/inlined.ts
function $c(e) {
	return e === void 0 ? () => null : Array.isArray(e) ? (t) => e[t] : (t) => e.of[e.at[t]];
}
function el(e) {
	let t = Object.values(e)[0];
	return t === void 0 ? 0 : Array.isArray(t) ? t.length : t.at.length;
}
function tl(e) {
	let t = Object.entries(e).map(([e, t]) => [e, $c(t)]);
	return Array.from({ length: el(e) }, (e, n) => Object.fromEntries(t.map(([e, t]) => [e, t(n)])));
}
function nl(e) {
	let t = new Map(tl(e.images).map((e) => [e.image_id, e])), n = /* @__PURE__ */ new Map(), r;
	function i(t) {
		let r = n.get(t);
		return r === void 0 && (r = tl(e.groups[t] ?? {}).map((e) => ({
			...e,
			value: t === "" ? null : e[t] ?? null
		})), n.set(t, r)), r;
	}
	function a() {
		if (r !== void 0) return r;
		let n = e.overview.measures.map((e) => e.name);
		return r = tl(e.values).map((e) => ({
			image: t.get(e.image_id),
			method: e.method,
			target_kind: e.target_kind,
			target_class: e.target_class,
			segment: e.segment,
			numbers: Object.fromEntries(n.map((t) => [t, e[t]]))
		})), r;
	}
	return {
		overview: async () => e.overview,
		findings: async () => e.findings,
		groups: async (e) => i(e),
		values: async (e) => a().filter((t) => rl(t, e)),
		image: async (e) => t.get(e),
		picture: async (t) => Object.hasOwn(e.pictures, t) ? e.pictures[t] : void 0
	};
}
function rl(e, t) {
	return t.segment !== void 0 && e.segment !== t.segment || t.image_id !== void 0 && e.image.image_id !== t.image_id || t.series !== void 0 && (e.method !== t.series.method || e.target_kind !== t.series.target_kind) ? !1 : t.by === void 0 || t.by === "" || il(e, t.by) === t.value;
}
function il(e, t) {
	return t === "target_class" ? e.target_class : e.image[t] ?? null;
}
// src/pages/Part.svelte
var al = /* @__PURE__ */ U("<h1>No part has rows</h1>"), ol = /* @__PURE__ */ U("<p class=\"soft small\"> </p>"), sl = /* @__PURE__ */ U(" <span class=\"soft\"> </span>", 1), cl = /* @__PURE__ */ U("<tr><th scope=\"row\" class=\"svelte-1drpf5n\"> </th><td class=\"number\"> </td><td> </td><td><!></td><td><!></td><td><!></td><td class=\"number\"> </td></tr>"), ll = /* @__PURE__ */ U("<h2>Beside what removing it does</h2> <p class=\"soft small\">Across: what the map says. Up: by how much the target falls when the part is replaced, beyond replacing as much\n        elsewhere. Where both agree dots rise to the right.</p> <!>", 1), ul = /* @__PURE__ */ U("<h2>Over images</h2> <p class=\"soft small\"> </p> <!> <!> <h2>All measures</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">measure</th><th scope=\"col\" class=\"number\">mean</th><th scope=\"col\">95 % interval</th><th scope=\"col\">beside even and its margin</th><th scope=\"col\">verdict</th><th scope=\"col\">hardest null</th><th scope=\"col\" class=\"number\">images</th></tr></thead><tbody></tbody></table></div> <!>", 1), dl = /* @__PURE__ */ U("<h1> </h1> <p class=\"soft\"> <a>its pictures</a></p> <!> <!>", 1);
function fl(e, t) {
	k(t, !0);
	let n = /* @__PURE__ */ M(() => _c(t.overview, $.asked)), r = /* @__PURE__ */ M(() => t.overview.segments.find((e) => e.segment === H(n).segment) ?? t.overview.segments[0]), i = /* @__PURE__ */ M(() => Promise.all([
		t.source.groups(""),
		H(n).by === "" ? Promise.resolve([]) : t.source.groups(H(n).by),
		t.source.values({
			series: H(n).series,
			segment: H(r)?.segment ?? ""
		})
	])), a = /* @__PURE__ */ M(() => t.overview.measures.find((e) => e.name === "effect"));
	function o(e, t) {
		return e.filter((e) => e.segment === H(r)?.segment && e.measure === t && e.target_kind === H(n).series.target_kind && e.images > 0 && (e.kind !== "attribution" || e.method === H(n).series.method));
	}
	function s(e) {
		let { q05: t, q25: n, median: r, q75: i, q95: a } = e;
		if (t !== null && n !== null && r !== null && i !== null && a !== null) return {
			q05: t,
			q25: n,
			median: r,
			q75: i,
			q95: a
		};
	}
	function c(e, t, r, i) {
		let a = (e, t, n) => ({
			name: t,
			values: n,
			box: e.images > 2 ? s(e) : void 0,
			mean: e.images > 2 ? e.mean : null,
			low: e.kind === "attribution" && e.measure === i.name ? l(e, e.low) : null,
			high: e.kind === "attribution" && e.measure === i.name ? l(e, e.high) : null
		}), c = o(t, i.name).sort((e, t) => t.images - e.images);
		return {
			rows: [
				...o(e, i.name).filter((e) => e.kind === "attribution").map((e) => a(e, "all images", r)),
				...c.slice(0, 12).map((e) => a(e, e.value ?? "(none)", r.filter((t) => il(t, H(n).by) === e.value))),
				...o(e, i.name).filter((e) => e.kind === "null" && e.mean !== null).map((e) => ({
					...a(e, e.method.split(":")[0] ?? e.method, []),
					blind: !0
				}))
			],
			left: Math.max(c.length - 12, 0)
		};
	}
	function l(e, t) {
		return t === null || e.estimate === null || e.mean === null ? null : t - e.estimate + e.mean;
	}
	var u = wr(), d = I(u), f = (e) => {
		G(e, al());
	}, p = (e) => {
		var s = dl(), l = I(s), u = L(l, !0), d = R(l, 2), f = F(d), p = R(f);
		O(d);
		var m = R(d, 2);
		Nc(m, {
			get overview() {
				return t.overview;
			},
			get now() {
				return H(n);
			},
			children: (e, n) => {
				{
					let n = /* @__PURE__ */ M(() => t.overview.segments.map((e) => [e.segment, e.segment]));
					jc(e, {
						name: "part",
						get value() {
							return H(r).segment;
						},
						get among() {
							return H(n);
						},
						chosen: (e) => qs({ segment: e })
					});
				}
			},
			$$slots: { default: !0 }
		}), Lr(R(m, 2), () => H(i), null, (e, r) => {
			var i = /* @__PURE__ */ M(() => {
				var [e, t, n] = H(r);
				return {
					all: e,
					apart: t,
					values: n
				};
			}), s = /* @__PURE__ */ M(() => H(i).all), l = /* @__PURE__ */ M(() => H(i).apart), u = /* @__PURE__ */ M(() => H(i).values);
			let d = /* @__PURE__ */ M(() => c(H(s), H(l), H(u), H(n).measure));
			var f = ul(), p = R(I(f), 2), m = L(p), h = R(p, 2);
			Gc(h, {
				get rows() {
					return H(d).rows;
				},
				get measure() {
					return H(n).measure;
				},
				get series() {
					return $.asked.series;
				}
			});
			var g = R(h, 2), _ = (e) => {
				var t = ol(), n = L(t);
				z((e) => K(n, `${e ?? ""} groups with fewer images are not drawn.`), [() => Z(H(d).left)]), G(e, t);
			};
			q(g, (e) => {
				H(d).left && e(_);
			});
			var v = R(g, 4), y = F(v), b = R(F(y));
			J(b, 21, () => t.overview.measures, (e) => e.name, (e, t) => {
				var r = wr();
				J(I(r), 17, () => o(H(s), H(t).name).filter((e) => e.kind === "attribution"), (e) => H(t).name, (e, r) => {
					var i = cl();
					let a;
					var o = F(i), s = L(o, !0), c = R(o), l = L(c, !0), u = R(c), d = L(u, !0), f = R(u), p = F(f), m = (e) => {
						Vs(e, {
							get measure() {
								return H(t).name;
							},
							get signed() {
								return H(t).signed;
							},
							get estimate() {
								return H(r).estimate;
							},
							get low() {
								return H(r).low;
							},
							get high() {
								return H(r).high;
							},
							get reference() {
								return H(r).reference;
							},
							get margin() {
								return H(r).margin;
							},
							get null_mean() {
								return H(r).null_mean;
							}
						});
					};
					q(p, (e) => {
						H(r).reference !== null && e(m);
					}), O(f);
					var h = R(f);
					Us(F(h), {
						get verdict() {
							return H(r).verdict;
						},
						get direction() {
							return H(r).direction;
						}
					}), O(h);
					var g = R(h), _ = F(g), v = (e) => {
						var n = sl(), i = I(n), a = L(R(i));
						z((e, t) => {
							K(i, `${e ?? ""} `), K(a, `${t ?? ""}${H(r).nulls_beaten === null ? "" : `; beats ${H(r).nulls_beaten} of ${H(r).nulls}`}`);
						}, [() => X(H(t).name, H(r).null_mean, H(t).signed), () => H(r).null.split(":")[0]]), G(e, n);
					};
					q(_, (e) => {
						H(r).null !== null && e(v);
					}), O(g);
					var y = L(R(g), !0);
					O(i), z((e, r, c, u) => {
						a = ni(i, 1, "svelte-1drpf5n", null, a, { now: H(t).name === H(n).measure.name }), Y(o, "title", H(t).says), K(s, e), K(l, r), K(d, c), K(y, u);
					}, [
						() => Ni(H(t).name),
						() => X(H(t).name, H(r).mean, H(t).signed),
						() => ki(H(t).name, H(r).low, H(r).high, H(t).signed),
						() => Z(H(r).images - H(r).undefined)
					]), G(e, i);
				}), G(e, r);
			}), O(b), O(y), O(v);
			var x = R(v, 2), S = (e) => {
				var r = ll(), i = R(I(r), 4);
				{
					let e = /* @__PURE__ */ M(() => H(n).measure.name === "effect" ? t.overview.measures[0] : H(n).measure);
					Qc(i, {
						get values() {
							return H(u);
						},
						get across() {
							return H(e);
						},
						get up() {
							return H(a);
						},
						get series() {
							return $.asked.series;
						}
					});
				}
				G(e, r);
			};
			q(x, (e) => {
				H(a) !== void 0 && t.overview.effects && e(S);
			}), z((e) => K(m, `A dot is an image${e ?? ""}; boxes hold the
      middle half, whiskers reach from 5 % to 95 %; the diamond is the mean with its 95 % interval.`), [() => t.overview.by.includes("outcome") ? ", orange where the prediction is wrong" : ""]), G(e, f);
		}), z((e, t) => {
			K(u, H(r).segment), K(f, `in view in ${e ?? ""}${H(r).role ? ` · ${H(r).role}` : ""}${H(r).parent ? ` · part of ${H(r).parent}` : ""} · `), Y(p, "href", t);
		}, [() => Mi(H(r).images), () => Ks("pictures", $.asked)]), G(e, s);
	};
	q(d, (e) => {
		H(r) === void 0 ? e(f) : e(p, -1);
	}), G(e, u), A();
}
// src/pages/Parts.svelte
var pl = /* @__PURE__ */ U("<label class=\"search svelte-vg0ykk\"><span>find a part</span> <input type=\"search\" class=\"svelte-vg0ykk\"/></label>"), ml = /* @__PURE__ */ U("<th scope=\"col\" class=\"group svelte-vg0ykk\"><button class=\"svelte-vg0ykk\"> </button></th>"), hl = /* @__PURE__ */ U("<a><span class=\"mean svelte-vg0ykk\"> </span> <span class=\"range svelte-vg0ykk\"> </span></a>"), gl = /* @__PURE__ */ U("<span class=\"none svelte-vg0ykk\" title=\"in view in no image\">·</span>"), _l = /* @__PURE__ */ U("<td class=\"svelte-vg0ykk\"><!></td>"), vl = /* @__PURE__ */ U("<tr><th scope=\"row\" class=\"svelte-vg0ykk\"><a class=\"svelte-vg0ykk\"> </a></th><!></tr>"), yl = /* @__PURE__ */ U("<tr><td class=\"soft svelte-vg0ykk\">No part is called like that.</td></tr>"), bl = /* @__PURE__ */ U("<p class=\"soft small\"> </p>"), xl = /* @__PURE__ */ U("<span class=\"soft\"> </span>"), Sl = /* @__PURE__ */ U("<b> </b> <!> <!> <!> <!>", 1), Cl = /* @__PURE__ */ U("<span class=\"soft\">Orange is above an even spread, blue below; pale where too few images give no interval. Thin numbers are not settled. A cell opens its pictures.</span>"), wl = /* @__PURE__ */ U("<div class=\"scroll\"><table class=\"svelte-vg0ykk\"><thead class=\"svelte-vg0ykk\"><tr><th scope=\"col\" class=\"svelte-vg0ykk\"><button class=\"svelte-vg0ykk\">part</button></th><!></tr></thead><tbody class=\"svelte-vg0ykk\"></tbody></table></div> <!> <div class=\"told svelte-vg0ykk\" aria-hidden=\"true\"><!></div>", 1), Tl = /* @__PURE__ */ U("<h1> </h1> <!> <!>", 1);
function El(e, t) {
	k(t, !0);
	let n = /* @__PURE__ */ M(() => {
		let e = _c(t.overview, $.asked).series.target_kind, n = e === "predicted" || e === "label" ? "target_class" : "predicted";
		return t.overview.by.includes(n) ? n : t.overview.by[0] ?? "";
	}), r = /* @__PURE__ */ M(() => _c(t.overview, {
		by: H(n),
		...$.asked
	})), i = /* @__PURE__ */ M(() => $.asked.search ?? ""), a = /* @__PURE__ */ M(() => $.asked.sort ?? ""), o = /* @__PURE__ */ M(() => Promise.all([t.source.groups(""), H(r).by === "" ? [] : t.source.groups(H(r).by)]));
	function s(e) {
		return e.kind === "attribution" && e.method === H(r).series.method && e.target_kind === H(r).series.target_kind && e.measure === H(r).measure.name;
	}
	function c([e, n]) {
		let o = /* @__PURE__ */ new Map(), c = /* @__PURE__ */ new Map(), l = (e, t) => JSON.stringify([e, t === void 0 ? 0 : [t]]);
		for (let t of e.filter(s)) o.set(l(t.segment, void 0), t);
		for (let e of n.filter(s)) o.set(l(e.segment, e.value), e), c.set(e.value, Math.max(c.get(e.value) ?? 0, e.images));
		let u = [...c].sort((e, t) => t[1] - e[1]).map(([e]) => e), d = u.slice(0, 60), f = [{
			key: void 0,
			name: "all images"
		}, ...d.map((e) => ({
			key: e,
			name: e ?? "(none)"
		}))], p = (e, t) => o.get(l(e, t)), m = H(a) === "" ? void 0 : f[Number(H(a))]?.key, h = (e) => p(e, m)?.mean ?? -Infinity, g = (e) => Number((p(e, m)?.low ?? null) === null), _ = H(i).toLowerCase(), v = t.overview.segments.map((e) => e.segment).filter((e) => e.toLowerCase().includes(_)).filter((e) => f.some((t) => p(e, t.key)?.images)).sort((e, t) => H(a) === "name" ? e.localeCompare(t) : Number(vc(e)) - Number(vc(t)) || g(e) - g(t) || h(t) - h(e) || e.localeCompare(t)), y = [...o.values()].filter((e) => e.mean !== null && e.images > 1).map((e) => Math.abs(pc(H(r).measure, e.mean))).sort((e, t) => e - t);
		return {
			rows: v,
			columns: f,
			cell: p,
			most: y[Math.floor(.95 * (y.length - 1))] ?? 1,
			left: u.length - d.length
		};
	}
	function l(e, t, n) {
		return `${t}, ${n}: ${X(e.measure, e.mean, H(r).measure.signed)}${e.low === null ? "" : `, 95 % interval ${ki(e.measure, e.low, e.high, H(r).measure.signed)}`}, ${Mi(e.images)}${e.verdict ? `, ${e.verdict}` : ""}${e.direction ? ` (${e.direction})` : ""}`;
	}
	let u = /* @__PURE__ */ Lt(void 0);
	function d(e) {
		let t = {
			ArrowLeft: [0, -1],
			ArrowRight: [0, 1],
			ArrowUp: [-1, 0],
			ArrowDown: [1, 0]
		}[e.key], n = e.target.closest("[data-row]");
		if (t === void 0 || n === null) return;
		let [r, i] = [Number(n.dataset.row) + t[0], Number(n.dataset.column) + t[1]], a = document.querySelector(`[data-row="${r}"][data-column="${i}"]`);
		a !== null && (e.preventDefault(), a.focus());
	}
	let f = /* @__PURE__ */ new Set(["inconclusive", "too few images"]);
	var p = Tl(), m = I(p), h = L(m), g = R(m, 2);
	Nc(g, {
		get overview() {
			return t.overview;
		},
		get now() {
			return H(r);
		},
		children: (e, t) => {
			var n = pl(), r = R(F(n), 2);
			hi(r), O(n), z(() => gi(r, H(i))), pr("input", r, (e) => qs({ search: e.currentTarget.value || null })), G(e, n);
		},
		$$slots: { default: !0 }
	}), Lr(R(g, 2), () => H(o), null, (e, t) => {
		let n = /* @__PURE__ */ M(() => c(H(t)));
		var i = wl(), o = I(i), s = F(o), p = F(s), m = F(p), h = F(m), g = L(h);
		J(R(h), 17, () => H(n).columns, Rr, (e, t, n) => {
			let r = /* @__PURE__ */ M(() => H(a) === String(n) || H(a) === "" && n === 0);
			var i = ml(), o = F(i), s = L(o, !0);
			O(i), z(() => {
				Y(i, "aria-sort", H(r) ? "descending" : "none"), Y(o, "title", H(t).name), K(s, H(t).name);
			}), pr("click", o, () => qs({ sort: n === 0 ? null : String(n) })), G(e, i);
		}), O(m), O(p);
		var _ = R(p);
		J(_, 22, () => H(n).rows, (e) => e, (e, t, i) => {
			var a = vl();
			let o;
			var s = F(a), c = F(s), d = L(c, !0);
			O(s), J(R(s), 17, () => H(n).columns, Rr, (e, a, o) => {
				let s = /* @__PURE__ */ M(() => H(n).cell(t, H(a).key));
				var c = _l(), d = F(c), p = (e) => {
					var c = hl();
					let d;
					Y(c, "data-column", o);
					let p;
					var m = F(c), h = L(m, !0), g = L(R(m, 2), !0);
					O(c), z((e, t, n, r, a, o) => {
						d = ni(c, 1, "cell svelte-vg0ykk", null, d, { open: e }), Y(c, "data-row", H(i)), Y(c, "href", t), Y(c, "aria-label", n), p = ii(c, "", p, { background: r }), K(h, a), K(g, o);
					}, [
						() => H(s).verdict !== null && f.has(H(s).verdict),
						() => Ks("pictures", {
							segment: t,
							series: $.asked.series,
							measure: H(r).measure.name,
							by: H(a).key === void 0 ? void 0 : H(r).by,
							value: H(a).key === void 0 ? void 0 : H(a).key ?? ""
						}),
						() => l(H(s), t, H(a).name),
						() => hc(fc(H(r).measure, H(s).mean, H(n).most) * (H(s).low === null ? .4 : 1)),
						() => X(H(s).measure, H(s).mean, H(r).measure.signed),
						() => ki(H(s).measure, H(s).low, H(s).high, H(r).measure.signed) || Mi(H(s).images)
					]), fr("focus", c, () => P(u, {
						segment: t,
						name: H(a).name,
						group: H(s)
					}, !0)), fr("mouseenter", c, () => P(u, {
						segment: t,
						name: H(a).name,
						group: H(s)
					}, !0)), G(e, c);
				}, m = (e) => {
					G(e, gl());
				};
				q(d, (e) => {
					H(s)?.images ? e(p) : e(m, -1);
				}), O(c), G(e, c);
			}), O(a), z((e, n) => {
				o = ni(a, 1, "svelte-vg0ykk", null, o, { leftover: e }), Y(c, "title", t), Y(c, "href", n), K(d, t);
			}, [() => vc(t), () => Ks("part", {
				segment: t,
				series: $.asked.series,
				measure: $.asked.measure,
				by: H(r).by
			})]), G(e, a);
		}, (e) => {
			var t = yl(), r = L(t);
			z(() => Y(r, "colspan", H(n).columns.length + 1)), G(e, t);
		}), O(_), O(s), O(o);
		var v = R(o, 2), y = (e) => {
			var t = bl(), r = L(t);
			z((e, t) => K(r, `${e ?? ""} groups with the most images; ${t ?? ""} more are not shown.`), [() => Z(H(n).columns.length - 1), () => Z(H(n).left)]), G(e, t);
		};
		q(v, (e) => {
			H(n).left && e(y);
		});
		var b = R(v, 2), x = F(b), S = (e) => {
			let t = /* @__PURE__ */ M(() => H(u).group);
			var n = Sl(), i = I(n), a = L(i, !0), o = R(i), s = R(o), c = (e) => {
				var n = Cr();
				z((e) => K(n, `(${e ?? ""})`), [() => ki(H(t).measure, H(t).low, H(t).high, H(r).measure.signed)]), G(e, n);
			};
			q(s, (e) => {
				H(t).low !== null && e(c);
			});
			var l = R(s), d = R(l), f = (e) => {
				var n = Cr();
				z((e) => K(n, `· undefined in ${e ?? ""}`), [() => Z(H(t).undefined)]), G(e, n);
			};
			q(d, (e) => {
				H(t).undefined && e(f);
			});
			var p = R(d, 2);
			Us(p, {
				get verdict() {
					return H(t).verdict;
				},
				get direction() {
					return H(t).direction;
				}
			});
			var m = R(p, 2), h = (e) => {
				var n = xl(), i = L(n);
				z((e, t) => K(i, `· hardest null ${e ?? ""} (${t ?? ""})`), [() => X(H(t).measure, H(t).null_mean, H(r).measure.signed), () => H(t).null.split(":")[0]]), G(e, n);
			};
			q(m, (e) => {
				H(t).null !== null && e(h);
			}), z((e, t) => {
				K(a, H(u).segment), K(o, ` · ${H(u).name ?? ""} · ${e ?? ""} `), K(l, ` · ${t ?? ""} `);
			}, [() => X(H(t).measure, H(t).mean, H(r).measure.signed), () => Mi(H(t).images)]), G(e, n);
		}, ee = (e) => {
			G(e, Cl());
		};
		q(x, (e) => {
			H(u) ? e(S) : e(ee, -1);
		}), O(b), z(() => Y(h, "aria-sort", H(a) === "name" ? "ascending" : "none")), pr("keydown", s, d), pr("click", g, () => qs({ sort: H(a) === "name" ? null : "name" })), G(e, i);
	}), z((e) => K(h, `Parts ${e ?? ""}`), [() => H(r).by === "" ? "" : `× ${Ni(H(r).by)}`]), G(e, p), A();
}
mr([
	"input",
	"keydown",
	"click"
]);
// src/views/Thumb.svelte
var Dl = /* @__PURE__ */ U("<div class=\"coming svelte-1ez0ztg\"></div>"), Ol = /* @__PURE__ */ U("<figure><!> <figcaption class=\"svelte-1ez0ztg\"><a class=\"svelte-1ez0ztg\"><b class=\"svelte-1ez0ztg\"> </b> <span class=\"name svelte-1ez0ztg\"> </span> <span class=\"soft svelte-1ez0ztg\"> </span></a></figcaption></figure>");
function kl(e, t) {
	k(t, !0);
	let n = /* @__PURE__ */ M(() => t.source.picture(t.value.image.image_id));
	var r = Ol(), i = F(r);
	Lr(i, () => H(n), (e) => {
		G(e, Dl());
	}, (e, n) => {
		{
			let r = /* @__PURE__ */ M(() => t.overlaid ? H(n)?.overlays.find((e) => e.method === t.value.method && e.target_kind === t.value.target_kind && e.target_class === t.value.target_class) : void 0), i = /* @__PURE__ */ M(() => t.outlined ? [t.value.segment] : []);
			dc(e, {
				get picture() {
					return H(n);
				},
				get name() {
					return t.value.image.image_id;
				},
				get overlay() {
					return H(r);
				},
				get opacity() {
					return t.opacity;
				},
				get segments() {
					return H(i);
				}
			});
		}
	});
	var a = R(i, 2), o = F(a), s = F(o), c = L(s, !0), l = R(s, 2), u = L(l, !0), d = L(R(l, 2));
	O(o), O(a), O(r), z((e, n) => {
		Y(o, "href", e), K(c, n), Y(l, "title", t.value.image.image_id), K(u, t.value.image.image_id), K(d, `${t.value.target_class ?? "" ?? ""}${t.value.image.outcome === "wrong" ? ` · wrong, is ${t.value.image.label}` : ""}`);
	}, [() => Ks("image", {
		image: t.value.image.image_id,
		segment: t.value.segment,
		series: t.series
	}), () => X(t.measure.name, t.value.numbers[t.measure.name], t.measure.signed)]), G(e, r), A();
}
// src/pages/Pictures.svelte
var Al = /* @__PURE__ */ U("<span class=\"soft\"> </span>"), jl = /* @__PURE__ */ U("<!> <!> <!> <label class=\"tick svelte-1bkn3p9\"><input type=\"checkbox\" class=\"svelte-1bkn3p9\"/> outline</label> <label class=\"tick svelte-1bkn3p9\"><input type=\"checkbox\" class=\"svelte-1bkn3p9\"/> map <input type=\"range\" min=\"10\" max=\"100\" step=\"5\" aria-label=\"opacity of the map\" class=\"svelte-1bkn3p9\"/></label>", 1), Ml = /* @__PURE__ */ U("<button class=\"more svelte-1bkn3p9\"> </button>"), Nl = /* @__PURE__ */ U("<p class=\"soft small\"> </p> <div class=\"grid svelte-1bkn3p9\"></div> <!>", 1), Pl = /* @__PURE__ */ U("<h1>Pictures of <a> </a> <!></h1> <!> <!>", 1);
function Fl(e, t) {
	k(t, !0);
	let n = /* @__PURE__ */ M(() => _c(t.overview, $.asked)), r = /* @__PURE__ */ M(() => H(n).segment ?? t.overview.segments[0]?.segment ?? ""), i = /* @__PURE__ */ M(() => $.asked.order === "lowest" ? "lowest" : $.asked.order === "typical" ? "typical" : "highest"), a = /* @__PURE__ */ M(() => $.asked.map !== "off"), o = /* @__PURE__ */ M(() => Number($.asked.opacity ?? 75) / 100), s = /* @__PURE__ */ M(() => $.asked.outline !== "off"), c = /* @__PURE__ */ Lt(24), l = /* @__PURE__ */ M(() => t.source.values({
		series: H(n).series,
		segment: H(r)
	}));
	mn(() => {
		$.asked.segment, $.asked.value, $.asked.by, H(i), P(c, 24);
	});
	function u(e) {
		let t = /* @__PURE__ */ new Map();
		for (let r of e) {
			let e = il(r, H(n).by);
			t.set(e, (t.get(e) ?? 0) + 1);
		}
		return [...t].sort((e, t) => t[1] - e[1]).map(([e]) => e);
	}
	function d(e) {
		let t = H(n).measure.name, r = e.filter((e) => H(n).by === "" || H(n).value === void 0 || il(e, H(n).by) === H(n).value), a = (e) => e.numbers[t] ?? NaN, o = r.filter((e) => Number.isFinite(a(e))), s = r.filter((e) => !Number.isFinite(a(e)));
		if (o.sort((e, t) => a(t) - a(e)), H(i) === "lowest" && o.reverse(), H(i) === "typical") {
			let e = a(o[Math.floor(o.length / 2)] ?? o[0]);
			o.sort((t, n) => Math.abs(a(t) - e) - Math.abs(a(n) - e));
		}
		return [...o, ...s];
	}
	var f = Pl(), p = I(f), m = R(F(p)), h = L(m, !0), g = R(m, 2), _ = (e) => {
		var t = Al(), r = L(t);
		z((e) => K(r, `· ${e ?? ""} ${H(n).value ?? "(none)" ?? ""}`), [() => Ni(H(n).by)]), G(e, t);
	};
	q(g, (e) => {
		H(n).by !== "" && H(n).value !== void 0 && e(_);
	}), O(p);
	var v = R(p, 2);
	Nc(v, {
		get overview() {
			return t.overview;
		},
		get now() {
			return H(n);
		},
		children: (e, c) => {
			var d = jl(), f = I(d);
			{
				let e = /* @__PURE__ */ M(() => t.overview.segments.map((e) => [e.segment, e.segment]));
				jc(f, {
					name: "part",
					get value() {
						return H(r);
					},
					get among() {
						return H(e);
					},
					chosen: (e) => qs({ segment: e })
				});
			}
			var p = R(f, 2), m = (e) => {
				var t = wr();
				Lr(I(t), () => H(l), null, (e, t) => {
					{
						let r = /* @__PURE__ */ M(() => Ni(H(n).by)), i = /* @__PURE__ */ M(() => H(n).value === void 0 ? "*" : H(n).value ?? ""), a = /* @__PURE__ */ M(() => [["*", "any"], ...u(H(t)).map((e) => [e ?? "", e ?? "(none)"])]);
						jc(e, {
							get name() {
								return H(r);
							},
							get value() {
								return H(i);
							},
							get among() {
								return H(a);
							},
							chosen: (e) => qs({ value: e === "*" ? null : e })
						});
					}
				}), G(e, t);
			};
			q(p, (e) => {
				H(n).by !== "" && e(m);
			});
			var h = R(p, 2);
			jc(h, {
				name: "first",
				get value() {
					return H(i);
				},
				among: [
					["highest", "highest"],
					["lowest", "lowest"],
					["typical", "most typical"]
				],
				chosen: (e) => qs({ order: e === "highest" ? null : e })
			});
			var g = R(h, 2), _ = F(g);
			hi(_), Te(), O(g);
			var v = R(g, 2), y = F(v);
			hi(y);
			var b = R(y, 2);
			hi(b), O(v), z(() => {
				_i(_, H(s)), _i(y, H(a)), gi(b, H(o) * 100), b.disabled = !H(a);
			}), pr("change", _, () => qs({ outline: H(s) ? "off" : null })), pr("change", y, () => qs({ map: H(a) ? "off" : null })), pr("input", b, (e) => qs({ opacity: e.currentTarget.value })), G(e, d);
		},
		$$slots: { default: !0 }
	}), Lr(R(v, 2), () => H(l), null, (e, r) => {
		let i = /* @__PURE__ */ M(() => d(H(r)));
		var l = Nl(), u = I(l), f = L(u), p = R(u, 2);
		J(p, 21, () => H(i).slice(0, H(c)), (e) => e.image.image_id + "\n" + e.target_class, (e, r) => {
			kl(e, {
				get source() {
					return t.source;
				},
				get value() {
					return H(r);
				},
				get measure() {
					return H(n).measure;
				},
				get overlaid() {
					return H(a);
				},
				get opacity() {
					return H(o);
				},
				get outlined() {
					return H(s);
				},
				get series() {
					return $.asked.series;
				}
			});
		}), O(p);
		var m = R(p, 2), h = (e) => {
			var t = Ml(), n = L(t);
			z((e) => K(n, `Show more of ${e ?? ""}`), [() => Z(H(i).length - H(c))]), pr("click", t, () => P(c, H(c) + 48)), G(e, t);
		};
		q(m, (e) => {
			H(i).length > H(c) && e(h);
		}), z((e) => K(f, `${e ?? ""}. Orange speaks for ${(H(n).series.target_kind === "predicted" ? "the predicted class" : H(n).series.target_kind ?? "the target") ?? ""},
    blue against it. Hold a picture to see it as it is.`), [() => Mi(H(i).length)]), G(e, l);
	}), z((e) => {
		Y(m, "href", e), K(h, H(r));
	}, [() => Ks("part", {
		...$.asked,
		segment: H(r)
	})]), G(e, f), A();
}
mr([
	"change",
	"input",
	"click"
]);
// src/App.svelte
var Il = /* @__PURE__ */ U("<a class=\"svelte-1n46o8q\"> </a>"), Ll = /* @__PURE__ */ U("<header class=\"svelte-1n46o8q\"><div class=\"who svelte-1n46o8q\"><a class=\"mark svelte-1n46o8q\" aria-label=\"partwise, to the findings\"><svg viewBox=\"0 0 24 24\" width=\"22\" height=\"22\" aria-hidden=\"true\"><rect x=\"1\" y=\"1\" width=\"22\" height=\"22\" rx=\"5\" class=\"whole svelte-1n46o8q\"></rect><path d=\"M1 15 C7 9 10 19 23 8 V18 a5 5 0 0 1 -5 5 H6 a5 5 0 0 1 -5 -5 Z\" class=\"part svelte-1n46o8q\"></path></svg> partwise</a> <span class=\"title svelte-1n46o8q\"> </span> <span class=\"soft small\"> </span></div> <nav aria-label=\"Pages\" class=\"svelte-1n46o8q\"></nav></header> <main class=\"svelte-1n46o8q\"><!></main>", 1);
function Rl(e, t) {
	k(t, !0);
	let n = [
		["findings", "Findings"],
		["parts", "Parts"],
		["pictures", "Pictures"],
		["about", "About this run"]
	], r = {
		part: "parts",
		image: "pictures"
	}, i = /* @__PURE__ */ M(() => r[$.page] ?? $.page);
	function a(e) {
		let t = e.segments.filter((e) => !e.segment.startsWith("(")).length;
		return `${Mi(e.images)} · ${Z(t)} named ${t === 1 ? "part" : "parts"}`;
	}
	var o = wr();
	Lr(I(o), () => t.source.overview(), null, (e, r) => {
		var o = Ll(), s = I(o), c = F(s), l = F(c), u = R(l, 2), d = L(u, !0), f = L(R(u, 2), !0);
		O(c);
		var p = R(c, 2);
		J(p, 21, () => n, ([e, t]) => e, (e, t) => {
			var n = /* @__PURE__ */ M(() => h(H(t), 2));
			let r = () => H(n)[0], a = () => H(n)[1];
			var o = Il(), s = L(o, !0);
			z((e) => {
				Y(o, "href", e), Y(o, "aria-current", H(i) === r() ? "page" : void 0), K(s, a());
			}, [() => Ks(r())]), G(e, o);
		}), O(p), O(s);
		var m = R(s, 2), g = F(m), _ = (e) => {
			ic(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return H(r);
				}
			});
		}, v = (e) => {
			El(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return H(r);
				}
			});
		}, y = (e) => {
			fl(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return H(r);
				}
			});
		}, b = (e) => {
			Fl(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return H(r);
				}
			});
		}, x = (e) => {
			Oc(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return H(r);
				}
			});
		}, S = (e) => {
			qi(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return H(r);
				}
			});
		};
		q(g, (e) => {
			$.page === "findings" ? e(_) : $.page === "parts" ? e(v, 1) : $.page === "part" ? e(y, 2) : $.page === "pictures" ? e(b, 3) : $.page === "image" ? e(x, 4) : e(S, -1);
		}), O(m), z((e, t) => {
			Y(l, "href", e), K(d, H(r).title), K(f, t);
		}, [() => Ks("findings"), () => a(H(r))]), G(e, o);
	}), G(e, o), A();
}
// src/main.ts
var zl = document.getElementById("report"), Bl = document.getElementById("app");
Bl !== null && zl !== null && (Bl.replaceChildren(), kr(Rl, {
	target: Bl,
	props: { source: nl(JSON.parse(zl.textContent ?? "null")) }
}));
